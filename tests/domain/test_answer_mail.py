"""What a mail of a municipality says about the answer of its college; all mails are fictief."""

from datetime import date

import pytest

from ibo_desk.domain.answer_mail import Said, Title, overall, read_mail, what_is_said
from ibo_desk.domain.answer_words import answer_in
from ibo_desk.domain.feedback import Answer

TODAY = date(2026, 11, 23)
BRIDGE, PLAN, SHOPS = "bridge", "plan", "shops"
TITLES = {
    BRIDGE: Title("Fietsbrug over de Leie in Menen", "3"),
    PLAN: Title("Ontwerp regionaal mobiliteitsplan", "4.1"),
    SHOPS: Title("Regionale strategie kleinhandel", "12"),
}

MAIL = """Van: Secretariaat Avelgem <secretariaat@avelgem.example>
Verzonden: vrijdag 20 november 2026 10:12
Aan: IBO <ibo@streek.example>
Onderwerp: RE: Nota fietsbrug

Beste,

Het college van burgemeester en schepenen behandelde deze punten in zitting van 16 november 2026 (CBS 2026/114).

1. Fietsbrug over de Leie in Menen: akkoord, mits de omleiding eerst met de
gemeente wordt afgestemd.
2. Ontwerp regionaal mobiliteitsplan: het college neemt kennis.

Met vriendelijke groet
An Fictief
Bestuurssecretaris

Van: IBO <ibo@streek.example>
Verzonden: 9 november 2026
Wij vragen het college of het akkoord gaat met de Regionale strategie kleinhandel.
"""


def test_a_whole_mail() -> None:
    mail = read_mail(MAIL, TODAY)
    assert mail.senders == ("secretariaat@avelgem.example",)
    assert (mail.decided_on, mail.reference) == (date(2026, 11, 16), "CBS 2026/114")
    said = what_is_said(mail, TITLES)
    assert set(said) == {BRIDGE, PLAN}, "what is quoted under the mail is our own question"
    assert said[BRIDGE].answer is Answer.AGREES_WITH_RESERVATION
    assert said[BRIDGE].text.endswith("akkoord, mits de omleiding eerst met de gemeente wordt afgestemd.")
    assert said[PLAN].answer is Answer.TOOK_NOTE
    assert "groet" not in said[PLAN].text


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("Het college gaat akkoord.", Answer.AGREES),
        ("Akkoord", Answer.AGREES),
        ("Het college verleent gunstig advies.", Answer.AGREES),
        ("Het schepencollege keurt het voorstel goed.", Answer.AGREES),
        ("Het college stemt in met het voorstel.", Answer.AGREES),
        ("Het college gaat zonder voorbehoud akkoord.", Answer.AGREES),
        ("Er is geen enkel voorbehoud.", Answer.AGREES),
        ("Akkoord mits er een fietspad komt", Answer.AGREES_WITH_RESERVATION),
        (
            "Het college is akkoord onder voorbehoud van goedkeuring door de raad.",
            Answer.AGREES_WITH_RESERVATION,
        ),
        ("Gunstig advies, op voorwaarde dat de fasering wijzigt.", Answer.AGREES_WITH_RESERVATION),
        ("Mits een aparte timing gaat het college akkoord.", Answer.AGREES_WITH_RESERVATION),
        ("Het college maakt voorbehoud bij de kostenverdeling.", Answer.AGREES_WITH_RESERVATION),
        ("Het college gaat niet akkoord.", Answer.DOES_NOT_AGREE),
        ("Het college kan hier niet mee instemmen.", Answer.DOES_NOT_AGREE),
        ("Ongunstig advies.", Answer.DOES_NOT_AGREE),
        ("Wij kunnen met deze tekst niet akkoord gaan.", Answer.DOES_NOT_AGREE),
        ("Het college neemt kennis van de nota.", Answer.TOOK_NOTE),
        ("Kennisgenomen.", Answer.TOOK_NOTE),
        ("Het college neemt akte.", Answer.TOOK_NOTE),
        ("Geen opmerkingen.", Answer.TOOK_NOTE),
        ("Het college geeft mandaat aan de schepen.", Answer.MANDATE_GIVEN),
        ("Het punt werd uitgesteld.", Answer.POSTPONED),
        ("Het college stelt de beslissing uit tot december.", Answer.POSTPONED),
        ("Verdaagd naar de volgende zitting", Answer.POSTPONED),
        ("Gaat het college akkoord?", None),
        ("Het college bespreekt dit volgende week.", None),
        ("In bijlage vindt u het besluit.", None),
        ("", None),
    ],
)
def test_the_answer_in_a_sentence(sentence: str, answer: Answer | None) -> None:
    assert answer_in(sentence) is answer


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Het college van 16/11/2026 nam kennis.", date(2026, 11, 16)),
        ("In zitting van 16 november nam het college kennis.", date(2026, 11, 16)),
        ("Behandeld op 16-11-26: akkoord", date(2026, 11, 16)),
        ("Het CBS besliste op 28/12: akkoord", date(2025, 12, 28)),  # what lies ahead was last year
        ("Besluit van 31 november 2026", None),
        ("Wij antwoorden tegen 9 december 2026.", None),
        ("De werken starten op 1 maart 2026. Akkoord.", None),
        ("Het college komt samen op 30/11/2026.", None),
        ("Akkoord", None),
    ],
)
def test_the_day_of_the_college(text: str, on: date | None) -> None:
    assert read_mail(text, TODAY).decided_on == on


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Akkoord (CBS 2026/114).", "CBS 2026/114"),
        ("Zie CBS/2026/9 in bijlage", "CBS/2026/9"),
        ("Besluit 2026_CBS_00114: akkoord", "2026_CBS_00114"),
        ("Akkoord, CBS 30/03/2026, punt 7", "CBS 30/03/2026, punt 7"),
        ("Collegebesluit nr. 2026-88: akkoord", "2026-88"),
        ("Zie het besluit van 16 november 2026, punt 12.", "besluit van 16 november 2026, punt 12"),
        ("Akkoord met de nota van 2026.", ""),
    ],
)
def test_the_reference_of_the_decision(text: str, reference: str) -> None:
    assert read_mail(text, TODAY).reference == reference


def answers(text: str) -> dict[str, Answer | None]:
    return {key: said.answer for key, said in what_is_said(read_mail(text, TODAY), TITLES).items()}


def test_items_are_known_by_most_words_of_their_title_or_by_their_number() -> None:
    assert answers("De strategie rond kleinhandel, regionale aanpak: akkoord.") == {SHOPS: Answer.AGREES}
    assert answers("Punt 3: akkoord.\nPunt 12: uitgesteld.") == {
        BRIDGE: Answer.AGREES,
        SHOPS: Answer.POSTPONED,
    }
    assert answers("Agendapunt 4.1 werd verdaagd.") == {PLAN: Answer.POSTPONED}
    assert answers("3. Wij lezen dit nog na.") == {}, "a bare number counts the lines of the mail"
    assert answers("Punt 4 is akkoord.") == {}
    assert answers("De Leie stond hoog. Akkoord.") == {}, "one word is no title"


def test_an_answer_under_the_title_belongs_to_it() -> None:
    text = "Regionale strategie kleinhandel\nHet college nam kennis.\nHet gaat niet akkoord.\n\nAnder punt"
    assert answers(text) == {SHOPS: Answer.DOES_NOT_AGREE}


def test_one_answer_before_several_titles_holds_for_each() -> None:
    text = "Het college gaat akkoord met volgende punten:\n- Fietsbrug over de Leie in Menen\n- Punt 12"
    assert answers(text) == {BRIDGE: Answer.AGREES, SHOPS: Answer.AGREES}


def test_a_mail_that_names_nothing_still_says_something() -> None:
    mail = read_mail("Dag,\n\nons college gaat akkoord.\n\nGroeten\nAn", TODAY)
    assert what_is_said(mail, TITLES) == {}
    assert overall(mail) == Said(Answer.AGREES, "Dag, ons college gaat akkoord.")
    assert overall(read_mail("", TODAY)) == Said(None, "")


def test_a_quoted_mail_is_not_the_answer() -> None:
    for quoted in (
        "> Graag het akkoord van uw college.",
        "-----Oorspronkelijk bericht-----\nGraag uw akkoord.",
        "Op ma 9 nov 2026 om 10:02 schreef IBO <ibo@streek.example>:\nGraag uw akkoord.",
        "From: IBO <ibo@streek.example>\nGraag uw akkoord.",
    ):
        assert overall(read_mail(f"Dit komt volgende week op het college.\n\n{quoted}", TODAY)).answer is None


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("K-R8: nvt", Answer.NOT_CONCERNED),
        ("Dit punt is niet van toepassing op onze gemeente.", Answer.NOT_CONCERNED),
        ("Financiële impact: n.v.t.", None),
        ("Ons akkoord volgt na het college van 2/12.", None),
        ("Het college volgt het voorstel en is akkoord.", Answer.AGREES),
        ("Akkoord, het antwoord op de vraag volgt later.", Answer.AGREES),
    ],
)
def test_not_concerned_and_to_come_have_a_meaning(sentence, answer):
    assert answer_in(sentence) is answer


def test_an_item_is_named_by_what_stands_before_its_colon() -> None:
    titles = {"valley": Title("Leievallei: gebiedsprogramma", ""), PLAN: TITLES[PLAN]}
    text = (
        "Het college van 16/11/2026:\nOntwerp regionaal mobiliteitsplan: ons akkoord volgt.\nLeievallei: nvt"
    )
    said = what_is_said(read_mail(text, TODAY), titles)
    assert (said[PLAN].answer, said["valley"].answer) == (None, Answer.NOT_CONCERNED)
    of_none = what_is_said(read_mail(text.replace("Leievallei", "Bijlagen"), TODAY), titles)
    assert of_none[PLAN].answer is None
