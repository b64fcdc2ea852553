"""Lists in the words of who keeps them: questions above columns, "Wanneer", "Wie doet het?"; each with what is read."""

from datetime import date
from pathlib import Path

import pytest

from ibo_desk.app import App
from tests.exchange.test_twenty_lists import Rows, book

# what it is about, rows, kind read, fates, words said, words told
LISTS = (
    ("college days below Dag", [["Zittingen van de colleges – voorjaar 2027"],
      ["Gemeente", "Dag", "Uur", "Nota’s binnen tegen"], ["Kortrijk", date(2027, 1, 11), "14u", date(2027, 1, 6)],
      ["Menen", "di 12/01/2027", "9u", "5 dagen"], ["Kuurne", "13 januari 2027", "13.30", None]],
      "calendars", "read read read", "Kuurne, opgelijst: 13/01/2027", "kolom “Uur” is niet bekend"),
    ("college days below Wanneer", [["Bestuur", "Wanneer", "Opmerkingen"], ["Menen", "12/01/2027; 26/01/2027", None],
      ["Kuurne", "13/01/2027", "in Heule"]], "calendars", "read read", "Menen, opgelijst: 12/01/2027, 26/01/2027",
      "“in Heule” is niet gelezen"),
    ("college days below Moment", [["College van", "Moment"], ["Menen", "12/01/2027"]],
      "calendars", "read", "12/01/2027", ""),
    ("college days below Op", [["CBS", "Op"], ["Menen", "12/01/2027"]], "calendars", "read", "12/01/2027", ""),
    ("college days below Datum vergadering", [["Stad of gemeente", "Datum vergadering"], ["Menen", "12/01/2027"]],
      "calendars", "read", "12/01/2027", ""),
    ("days of the week below Wanneer", [["Stad/gemeente", "Wanneer zetelt het college?", "Stukken binnen"],
      ["Menen", "elke woensdag om 14u", "5 dagen"], ["Kuurne", "1e en 3e maandag", None]], "calendars", "read read",
      "Menen vergadert: woensdag, elke week, 5 dagen vooraf", "“1e en 3e maandag”: zeg in de kalender om welke week"),
    ("promises by municipality are no calendar", [["Gemeente", "Afspraak", "Wanneer"],
      ["Menen", "Cijfers bezorgen", "15/01/2027"]], "engagements", "read", "“Cijfers bezorgen”: Menen (1); 15 januari",
      ""),
    ("an agenda in questions", [["CvB – agenda vrijdag 29 januari 2027, Leiedal"],
      ["#", "Waarover", "Door wie", "Wat verwachten we?", "Hoelang"],
      [1, "Verslag vorige keer", "voorzitter", "goedkeuren", "5 min"],
      [2, "Flexvervoer", "MOW", "informeren", "20 min"]], "agenda", "read read",
      "punt “Verslag vorige keer” (goedkeuring verslag, 5 min.)", "kolom “Door wie” is niet bekend"),
    ("items of several meetings", [["Vergadering", "Op", "Punt", "Te doen"],
      ["CvB", "29/01/2027", "Netcapaciteit", "bespreken"], ["IBO", "12/03/2027", "Voedselplatform", "ter info"]],
      "agenda", "read read", "nieuwe vergadering: CvB op 29 januari 2027", ""),
    ("items with their day below Vergadering", [["Vergadering", "Agendapunt", "Duur"],
      ["11/12/2026", "Netcapaciteit", "20"]], "agenda", "read", "IBO 11/12/2026: punt “Netcapaciteit”", "zonder type"),
    ("projects", [["Project", "Waarover gaat het", "Getrokken door", "Mee aan tafel", "Fase", "Klaar tegen"],
      ["Deelfietsen", "Eén systeem", "Leiedal", "Kortrijk, Kuurne", "on hold", "eind 2027"]], "actions", "read",
      "partners Kortrijk, Kuurne", "termijn “eind 2027” hoort bij een engagement"),
    ("promises in questions", [["Afspraak", "Wie doet het?", "Tegen wanneer?", "Hoever staan we?"],
      ["Cijfers aanleveren", "Kortrijk", "01/12/2026", "bezig"], ["Kaart bezorgen", "Menen", None, "ok"]],
      "engagements", "read read", "“Cijfers aanleveren”: Kortrijk (1); 1 december 2026; lopend", ""),
    ("promises with how far they are in words", [["Afspraak", "Verantwoordelijke", "Hoever staan we?"],
      ["Cijfers aanleveren", "Kortrijk", "wacht op de offerte van het studiebureau"]],
      "engagements", "read", "“Cijfers aanleveren”: Kortrijk (1)", ""),
    ("action points with whether they are done", [["Actiepunt", "Wie", "Klaar?"], ["Nota rondsturen", "Leiedal", "ok"],
      ["Cijfers opvragen", "Menen", "bezig"]], "engagements", "read read",
      "“Nota rondsturen”: Leiedal (1); geen datum; nagekomen", ""),
    ("action points with when they are done", [["Actiepunt", "Wie", "Klaar?"], ["Nota rondsturen", "Leiedal",
      "eind maart 2027"]], "engagements", "read", "Leiedal (1); 31 maart 2027; voorgesteld", ""),
    ("ideas for topics", [["Thema", "Vraag van", "Waarom nu?"], ["Trage wegen", "Lendelede", "oproep in april"]],
      "topics", "read", "nieuw onderwerp “Trage wegen”", ""),
    ("people with whom they are of below Van", [["Voornaam", "Familienaam", "Van", "Rol", "Zit in"],
      ["Lotte", "Lindeman", "Kortrijk", "ambtenaar", "CvB"]], "people", "read",
      "nieuwe persoon Lotte Lindeman (Kortrijk)\nLotte Lindeman in CvB voor Kortrijk", ""),
    ("people with since when below Van", [["Naam", "Gemeente", "Orgaan", "Van", "Tot"],
      ["Lotte Lindeman", "Kortrijk", "CvB", "01/01/2025", "31/12/2030"]], "people", "read",
      "Lotte Lindeman in CvB voor Kortrijk", ""),
    ("a column of names for each body", [["Bestuur", "IBO", "CvB"], ["Kortrijk", "Wim Wilg", "Lies Lork"],
      ["Menen", "Tom Treur", None], ["Avelgem", None, "vacature"]], "people", "read read read refused",
      "nieuwe persoon Lies Lork (Kortrijk)\nLies Lork in CvB voor Kortrijk", "een rij zonder naam"),
    ("indicators in questions", [["Wat meten we?", "In", "Nulmeting 2024", "2025", "Streefdoel 2030", "Project"],
      ["Leegstand", "aantal", 412, 398, 300, "1"]], "indicators", "read",
      "nulmeting 412 op 31/12/2024, doel 300 tegen 31/12/2030", "2030 is genoteerd als de laatste dag ervan"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "read_as", "fates", "said", "remark"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS]
)
def test_a_list_is_known_by_the_words_of_who_keeps_it(
    reader: App, rows: Rows, read_as: str, fates: str, said: str, remark: str
) -> None:
    plan = reader.lists.plan_of(Path("lijst.xlsx"), book(rows))
    assert plan.layout == read_as
    assert " ".join(row.fate for row in plan.rows) == fates
    assert said in "\n".join(line for row in plan.rows for line in row.says).replace("\xa0", " ")
    remarks = "\n".join([*plan.remarks, *(remark for row in plan.rows for remark in row.remarks)])
    assert remark in remarks
    assert remark or not remarks, "no false alarms"
