"""A hundred sentences as secretaries write them: which of them decide where the body may not (R9, R18)."""

from pathlib import Path

import pytest

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.deciding_words import DECIDING_VERBS, names_a_decision

IBO, CVB, VRR = BodyKind.IBO, BodyKind.MAYORS_CONFERENCE, BodyKind.TRANSPORT_REGION_COUNCIL
DECIDES = [
    (IBO, "Het IBO beslist de fietsbrug te bouwen."),
    (IBO, "De partners beslissen unaniem om de N8 te knippen."),
    (IBO, "Er wordt beslist dat de brug er komt."),
    (IBO, "Beslist wordt om in 2027 te starten."),
    (IBO, "De vergadering besluit tot de aanleg van het fietspad."),
    (IBO, "Het overleg heeft besloten het dossier af te ronden."),
    (IBO, "De begroting wordt goedgekeurd."),
    (IBO, "Het voorstel is unaniem goedgekeurd door de partners."),
    (IBO, "De leden keuren de nota goed."),
    (IBO, "Goedgekeurd."),
    (IBO, "Beslissing: de werken starten in mei."),
    (IBO, "Het IBO stelt het gebiedsprogramma vast."),
    (IBO, "Het gebiedsprogramma wordt definitief vastgesteld."),
    (IBO, "De partners hechten hun goedkeuring aan het bestek."),
    (IBO, "Het IBO gunt de opdracht aan de laagste bieder."),
    (IBO, "De opdracht wordt toegewezen aan Leiedal."),
    (IBO, "De subsidie van 25.000 euro wordt toegekend aan Menen."),
    (IBO, "Het IBO kent aan Zwevegem een bedrag van 10.000 euro toe."),
    (IBO, "Het voorstel van Wervik is verworpen."),
    (IBO, "Het voorstel wordt aangenomen met elf stemmen tegen twee."),
    (IBO, "Het IBO bekrachtigt de overeenkomst."),
    (IBO, "Na bespreking werd de overeenkomst bekrachtigd."),
    (IBO, "Het IBO machtigt Leiedal om de grond aan te kopen."),
    (IBO, "Het IBO draagt De Lijn op om de halte te verplaatsen."),
    (IBO, "De Lijn wordt verplicht de halte te verplaatsen."),
    (IBO, "Het IBO beslist om de gemeenteraad van Menen te vragen het reglement aan te passen."),
    (VRR, "De VRR beslist de treindienst uit te breiden."),
    (VRR, "De vervoerregioraad keurt de nieuwe dienstregeling van de NMBS goed."),
    (VRR, "De raad besluit tot een extra trein."),
    (CVB, "De Conferentie van Burgemeesters beslist het tracé te schrappen."),
    (IBO, "Het IBO gaat akkoord en beslist tot uitvoering."),
    (IBO, "De dertien gemeenten beslissen samen de weg af te sluiten."),
    (IBO, "- beslist om de kaai heraan te leggen"),
    (IBO, "**Besluit:** de kaai wordt heraangelegd."),
    (IBO, "Unaniem goedgekeurd"),
    (IBO, "Het voorstel is goedgekeurd, met voorbehoud van Wervik."),
    (IBO, "Men beslist de halte te behouden."),
    (IBO, "We beslissen dat het zo is."),
    (IBO, "Het IBO besliste op vraag van de gemeenteraad om te starten."),
    (CVB, "De burgemeesters keuren het voorstel unaniem goed."),
    (VRR, "De vervoerregioraad beslist om de trein naar Poperinge te laten rijden."),
    (VRR, "Beslissing van de VRR: extra bus op het kernnet."),
    (IBO, "Na een lange bespreking besluit het IBO om niet te bouwen."),
    (IBO, "Het bedrag van 25.000 euro wordt vastgelegd voor Leiedal."),
    (IBO, "Het mobiliteitsplan werd definitief vastgesteld door het IBO."),
    (IBO, "De verdeelsleutel wordt vastgesteld op 50/50."),
    (IBO, "Het IBO legt Menen op om de borden te plaatsen."),
    (IBO, "De motie is aangenomen."),
    (IBO, "Het IBO verwerpt het bezwaar van Wervik."),
    (IBO, "Er is beslist: lijn 80 blijft."),
]
DOES_NOT = [
    (IBO, "Het IBO neemt kennis van de beslissing van de Vlaamse Regering."),
    (IBO, "De gemeenteraad van Kortrijk beslist in januari."),
    (IBO, "Het dossier wordt voorgelegd aan de dertien gemeenteraden, die elk beslissen."),
    (IBO, "De partners onderschrijven de fasering."),
    (IBO, "Het IBO adviseert de gemeenten om het reglement goed te keuren."),
    (IBO, "De partners vragen de Vlaamse Regering om het budget vast te stellen."),
    (IBO, "Er wordt niets beslist."),
    (IBO, "De beslissing ligt bij de bevoegde besturen."),
    (IBO, "Over het tracé kan het IBO niet beslissen."),
    (IBO, "De colleges keuren de nota elk apart goed."),
    (IBO, "De minister besliste op 3 juni over het tracé."),
    (IBO, "De provincieraad keurde het plan goed in september."),
    (IBO, "Na goedkeuring door de gemeenteraden start de aanbesteding."),
    (IBO, "De beslissing valt op de gemeenteraad van december."),
    (IBO, "Het besluit van het college wordt toegevoegd aan het dossier."),
    (IBO, "De partners stellen vast dat het budget niet volstaat."),
    (IBO, "Het IBO stelt vast dat er nog geen akkoord is."),
    (IBO, "De partners willen beslist verder overleggen."),
    (IBO, "Wevelgem is vastbesloten om mee te doen."),
    (IBO, "De volgende vergadering wordt vastgelegd op 12 maart."),
    (IBO, "Leiedal bereidt een ontwerp van beslissing voor."),
    (IBO, "De partners bereiken een consensus over de aanpak."),
    (IBO, "De Lijn geeft toelichting bij de beslissing om lijn 80 te schrappen."),
    (IBO, "Het verslag van de vorige vergadering wordt goedgekeurd."),
    (IBO, "De gemeenten engageren zich om de nota tegen mei voor te leggen."),
    (IBO, "Wie beslist over de halte, wordt uitgeklaard met De Lijn."),
    (IBO, "De raad van bestuur van Leiedal besliste in november over het bestek."),
    (VRR, "De VRR adviseert de Vlaamse Regering de trein uit te breiden."),
    (VRR, "De Vlaamse Regering beslist over het kernnet."),
    (CVB, "De burgemeesters leggen het voorstel voor aan hun gemeenteraad, die het kan goedkeuren."),
    (IBO, "De gemeenten beslissen elk in hun eigen gemeenteraad."),
    (IBO, "Leiedal legt het bestek voor op de raad van bestuur, waar het goedgekeurd wordt."),
    (IBO, "Er wordt aangenomen dat de werken in mei starten."),
    (IBO, "De Vlaamse Regering kende 2 miljoen toe."),
    (IBO, "In maart keurde de gemeenteraad van Anzegem het plan goed."),
    (IBO, "Als de gemeenteraad het plan goedkeurt, start de aanleg."),
    (IBO, "De partners engageren zich om het besluit af te wachten."),
    (IBO, "Het college van Menen heeft de nota goedgekeurd."),
    (IBO, "Het besluitvormingsproces loopt tot mei."),
    (IBO, "De Lijn heeft beslist lijn 80 te schrappen."),
    (IBO, "De provincie kent een subsidie toe."),
    (IBO, "Wie de opdracht gunt, moet de voorwaarden nakomen."),
    (IBO, "De vaststelling van het plan gebeurt door de Vlaamse Regering."),
    (IBO, "De agenda van de volgende vergadering wordt vastgesteld in het projectteam."),
    (IBO, "Het plan is nog niet goedgekeurd."),
    (IBO, "De burgemeester draagt het dossier een warm hart toe."),
    (IBO, "De beslissende fase begint in januari."),
    (VRR, "De gemeenteraden keuren het plan goed, de VRR neemt kennis."),
    (IBO, "Het IBO concludeert dat de colleges in december beslissen."),
    (IBO, "Het is aan de bevoegde besturen om te beslissen."),
]
# Judged wrongly: money that is set aside and a day that is agreed on are called by the same verb.
MISSED = {"Het bedrag van 25.000 euro wordt vastgelegd voor Leiedal."}


def test_sentences_that_decide_and_that_do_not_with_the_misses_counted() -> None:
    assert len(DECIDES) == len(DOES_NOT) == 50
    silent = {text for kind, text in DECIDES if not names_a_decision(text, kind)}
    wrong = {text for kind, text in DOES_NOT if names_a_decision(text, kind)}
    assert silent | wrong == MISSED


@pytest.mark.parametrize(
    "text", ["De raad besluit tot een extra trein.", "De VRR beslist de trein uit te breiden."]
)
def test_a_council_is_another_body_to_all_but_itself(text: str) -> None:
    assert names_a_decision(text, VRR) == text
    assert names_a_decision(text, IBO) == ""


def test_the_sentence_is_named_as_it_was_written() -> None:
    text = "De partners bespreken het bedrag van 10.000 euro.\n- **Het IBO beslist** dat toe te kennen. Later meer."
    assert names_a_decision(text, IBO) == "Het IBO beslist** dat toe te kennen."


def test_the_published_list_is_the_list_that_is_used() -> None:
    rules = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
    published = rules.split("in their usual forms: ")[1].split(".")[0]
    assert published.replace("\n", " ").split(", ") == list(DECIDING_VERBS)
