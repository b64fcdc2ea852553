"""Agendas numbered as people number them: each line is an item, a sub item, or says why it is none."""

import pytest

from ibo_desk.domain.agenda_text import read_agenda


def outline(text: str) -> list[str]:
    """The items as "number title", a sub item behind ">"."""
    read = read_agenda(text.replace(" / ", "\n"))
    assert len(read.lines) == len([line for line in text.split(" / ") if line.strip()])
    return [f"{'>' if item.sub else ''}{item.number} {item.title}".strip() for item in read.items]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1. Opening / 2. Brug / III. Kern / 4. Leie / V. Varia", "1 Opening|2 Brug|III Kern|4 Leie|V Varia"),
        ("I. Opening / II. Brug / 3. Kern / 3.1. water / IV. Varia", "I Opening|II Brug|3 Kern|>3.1 water|IV Varia"),
        ("8. Opening / 9. Brug / X. Kern / 11. Varia", "8 Opening|9 Brug|X Kern|11 Varia"),
        ("1. Opening / B. Brug / 3) Kern / 4 - Varia", "1 Opening|B Brug|3 Kern|4 Varia"),
        ("1. Opening / 2. Kern / I. water / II. groen / 3. Varia", "1 Opening|2 Kern|>I water|>II groen|3 Varia"),
        ("1. Opening / 2. Kern / i. water / ii. groen / 3. Varia", "1 Opening|2 Kern|>i water|>ii groen|3 Varia"),
        ("I. Kern / 1. Brug / 2. Bus / II. Leie / 1. water", "I Kern|>1 Brug|>2 Bus|II Leie|>1 water"),
        ("1. Brug door V. Peeters / V. Peeters licht toe / 2. Kern", "1 Brug door V. Peeters|2 Kern"),
        ("4. Brug / V. Peeters licht toe / 5. Kern", "4 Brug|5 Kern"),
        ("1. Brug / 2. Kern / D. Boom: nota / 3. Leie", "1 Brug|2 Kern|3 Leie"),
        ("1. Opening / 2. Brug / 2bis. Kern / 3. Varia", "1 Opening|2 Brug|2bis Kern|3 Varia"),
        ("1/ Brug / 1.1/ Bouw / 1.2/ Kosten / 2/ Kern", "1 Brug|>1.1 Bouw|>1.2 Kosten|2 Kern"),
        ("1. Opening / 2a. Brug / 2b. Kern / 3. Varia", "1 Opening|2.a Brug|2.b Kern|3 Varia"),
        ("1. Opening / 2. Kern / 2a. water / 2b. groen", "1 Opening|2 Kern|>2.a water|>2.b groen"),
        ("Nr. 1 Opening / Nr. 2 Brug / Nr 3 Kern", "1 Opening|2 Brug|3 Kern"),
        ("[1] Opening / [2] Brug / (3) Kern", "1 Opening|2 Brug|3 Kern"),
        ("01 Opening / 02 Brug / 03 Kern", "01 Opening|02 Brug|03 Kern"),
        ("Punt 1: Opening / Punt 2: Brug / Agendapunt 3 Kern", "1 Opening|2 Brug|3 Kern"),
        ("**1. Opening** / **2. Brug** / - nota / __3. Kern__", "1 Opening|2 Brug|3 Kern"),
        ("→ Opening / → Brug / → Kern", "Opening|Brug|Kern"),
        ("- Opening / -- nota / - Kern", "Opening|Kern"),
        ("A-punten / 1. Opening / B-punten / 1. Brug / C. Varia", "1 Opening|1 Brug|C Varia"),
        ("VRR agenda / 1. Opening / VRR agenda / pagina 2/2 / 2. Brug", "1 Opening|2 Brug"),
        ("Vanaf 14u: onthaal / 14u15: Opening / van 14u20 tot 14u45: Brug", "Opening|Brug"),
        ("1. Brug / 2. Kern / V. Mededelingen", "1 Brug|2 Kern|V Mededelingen"),
        ("A. Brug / B. Kern / M. Mededelingen / R. Rondvraag", "A Brug|B Kern|M Mededelingen|R Rondvraag"),
        ("III. Brug / IV. Kern / V. Leie", "III Brug|IV Kern|V Leie"),
        ("F. Brug / G. Kern / A. Bus / H. Leie / I. Geld / J. Kaas", "F Brug|G Kern|A Bus|H Leie|I Geld|J Kaas"),
        ("A. Brug / J. Boom licht toe / B. Kern", "A Brug|B Kern"),
        ("I. Kern / 1. Brug / 2. Bus / II. Leie / 3. water", "I Kern|>1 Brug|>2 Bus|II Leie|>3 water"),
        ("Nieuwe agenda: / - Brug / - Varia / > 1. Leie / > 2. Bus / > 3. Kern", "Brug|Varia"),
        ("Opmerkingen: / - ik kom later / - punt 2 eerst / > 1. Leie / > 2. Bus", "1 Leie|2 Bus"),
        ("> 1/ Opening / > 2/ Brug over de / > Leie / > 3/ Kern", "1 Opening|2 Brug over de Leie|3 Kern"),
    ],
)  # fmt: skip
def test_numbers_of_every_kind(text: str, items: str) -> None:
    assert outline(text) == items.split("|")


def test_a_list_of_documents_names_no_item_and_numbers_keep_their_words() -> None:
    text = (
        "1. Brug\n2. Kern\n\t2.1.\twater\n\t2.1.1.\tbeken\n3. Varia\nNr\tBijlage\tPagina's\n1\tnota.pdf\t12"
    )
    items = read_agenda(text).items
    assert [(item.number, item.note, item.attachments) for item in items] == [
        ("1", "", ()),
        ("2", "", ()),
        ("2.1", "- 2.1.1 beken", ()),
        ("3", "- Nr: 1\n- Pagina's: 12", ("nota.pdf",)),
    ]


def test_what_stands_under_an_item_does_not_end_it() -> None:
    items = read_agenda("9u30 A. Brug\n   1. tekst\n10u15 B. Kern\n10u30 C. Varia").items
    assert [item.minutes for item in items] == [45, None, 15, None]
