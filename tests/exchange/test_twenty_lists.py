"""Lists as people keep them: title rows, headings over two rows, words of their own; each with what is read."""

from datetime import date
from pathlib import Path

import pytest

from ibo_desk.app import App
from ibo_desk.domain.calendars import Rhythm
from ibo_desk.exchange.workbook import Book, Sheet, SourceRow, Value

Rows = list[list[Value]]


def book(*sheets: Rows) -> Book:
    """A workbook of these rows; None is an empty cell."""
    return Book(
        tuple(
            Sheet(
                f"Blad {number}",
                tuple(
                    SourceRow(at, {column: value for column, value in enumerate(row) if value is not None})
                    for at, row in enumerate(rows, start=1)
                    if any(value is not None for value in row)
                ),
            )
            for number, rows in enumerate(sheets, start=1)
        )
    )


TITLE: Rows = [["Regionaal overleg (fictief)"], [None], ["Stand op", "20/11/2026"]]

# what it is about, kind asked for ("" by its headings), sheets, kind read, fates, words said, words told
LISTS = (
    ("actions below a title", "", [[*TITLE, ["Nr", "Regionale actie", "Trekker", "Engagement"],
      ["A91", "Fietsroute", "Leiedal", "Tellen"]]], "actions", "read", "nieuw: actie A91 “Fietsroute”", ""),
    ("punt is a number beside onderwerp", "", [[["Datum", "Punt", "Onderwerp", "Duur"],
      ["11/12/2026", "1", "Fietsbrug", "20"], [None, "2", "Warmtenet", "15"]]],
      "agenda", "read read", "“Warmtenet” (", "kolom “Punt” is gelezen als “nummer”"),
    ("headings over two rows", "", [[["Actie", None, "Wie", "Engagement"], ["Nr", "Titel", None, None],
      ["A92", "Warmteplan", "Kortrijk", "Gegevens bezorgen"]]], "actions", "read", "“Gegevens bezorgen”: Kortrijk", ""),
    ("promises with a contact", "", [[["Partner", "Contactpersoon", "Engagement", "Actie"],
      ["Kuurne", "iemand (fictief)", "Tellen", None]]], "engagements", "read", "“Tellen”: Kuurne", ""),
    ("a borough is asked", "", [[["Partner", "Contactpersoon", "Engagement"], ["Heule", None, "Tellen"]]],
      "engagements", "doubtful", "", "“Heule” is een deel van Kortrijk"),
    ("the province in short", "", [[["Partner", "Contactpersoon", "Engagement"], ["Prov. W-Vl", None, "Tellen"]]],
      "engagements", "doubtful", "", "“Provincie West-Vlaanderen” lijkt erop"),
    ("topics", "topics", [[["Onderwerp", "Toelichting", "Ingebracht door"],
      ["Deelmobiliteit", "Een proef", "Menen"]]], "topics", "read", "nieuw onderwerp “Deelmobiliteit”", ""),
    ("topics known by their headings", "", [[["Titel", "Omschrijving", "Fase"],
      ["Deelmobiliteit", "Een proef", "zoiets"]]],
      "topics", "read", "nieuw onderwerp", "fase “zoiets” is niet gekend"),
    ("topics under words of their own", "topics", [[["Titel van het onderwerp", "Korte toelichting"],
      ["Deelmobiliteit", "Een proef"]]], "topics", "read", "nieuw onderwerp",
      "“Titel van het onderwerp” is gelezen als"),
    ("a topic without a title", "topics", [[["Onderwerp", "Toelichting"], [None, "Een proef"]]],
      "topics", "refused", "", "een onderwerp zonder titel"),
    ("people", "", [[["Naam", "Voornaam", "Functie", "Gemeente", "E-mail"],
      ["Vandeput", "Iris", "schepen", "Kortrijk", "iris@voorbeeld.example"]]],
      "people", "read", "nieuwe persoon Iris Vandeput (Kortrijk)", ""),
    ("mandates", "people", [[["Naam", "Organisatie", "Orgaan", "Hoedanigheid"],
      ["Iris Vandeput", "Kortrijk", "IBO", "plaatsvervanger"]]], "people", "read", "in IBO voor Kortrijk", ""),
    ("a body that nobody knows", "people", [[["Naam", "Organisatie", "Orgaan"], ["Iris Vandeput", "Kortrijk", "XYZ"]]],
      "people", "read", "nieuwe persoon", "geen orgaan heet “XYZ”"),
    ("somebody of a borough", "people", [[["Naam", "Gemeente", "E-mail"], ["Iris Vandeput", "Marke", "a@b.example"]]],
      "people", "doubtful", "", "zeg voor wie Iris Vandeput optreedt"),
    ("college days", "", [[["Gemeente", "Zittingsdag", "Indientermijn"], ["Menen", "woensdag", "5 dagen"],
      ["Kuurne", "dinsdag of woensdag", "3"]]], "calendars", "read read", "woensdag, 5 dagen vooraf",
      "is niet één dag van de week"),
    ("college rhythms", "", [[["Gemeente", "Zittingsdag", "Ritme", "Vanaf"],
      ["Menen", "woensdag", "om de 14 dagen", "13/01/2027"],
      ["Kuurne", "dinsdag", "maandelijks, laatste dinsdag", None]]],
      "calendars", "read read", "geteld vanaf 13/01/2027", ""),
    ("a fortnight by the number of its weeks", "calendars", [[["Gemeente", "Zittingsdag", "Ritme"],
      ["Menen", "woensdag", "oneven weken"]]],
      "calendars", "read", "om de twee weken, geteld vanaf 02/12/2026", "kijk na of dat een week is"),
    ("a rhythm without its week", "calendars", [[["Gemeente", "Zittingsdag", "Ritme"],
      ["Menen", "woensdag", "tweewekelijks"],
      ["Kuurne", "maandag", "1e en 3e maandag van de maand"]]],
      "calendars", "read read", "woensdag", "zeg in de kalender om welke week het gaat"),
    ("a column for each college", "", [[*TITLE, [None, "Menen", "CBS Kuurne"], ["Zittingsdag", "woensdag", "dinsdag"],
      ["Indientermijn", "5 dagen", "3"]]], "calendars", "read read", "dinsdag, 3 dagen vooraf", ""),
    ("days below each college", "", [[["Menen", "Kuurne"], ["12/01/2027", "13/01/2027"], ["26/01/2027", None]]],
      "calendars", "read read", "12/01/2027, 26/01/2027", ""),
    ("colleges marked beside a day", "calendars", [[["Datum", "Menen", "Kuurne"], ["12/01/2027", "x", "-"],
      ["13/01/2027", None, "ja"]]], "calendars", "read read", "13/01/2027", ""),
    ("college days one by one", "", [[["College", "Datum"], ["CBS Menen", "12/01/2027; 26/01/2027"],
      ["Menen", "volgende week"]]], "calendars", "read read", "12/01/2027, 26/01/2027", "“volgende week” is geen dag"),
    ("a recess", "calendars", [[["Gemeente", "Van", "Tot", "Reden"], ["Menen", "12/07/2027", "16/08/2027", "zomer"]]],
      "calendars", "read", "geen zitting van 12/07/2027 tot 16/08/2027", ""),
    ("indicators", "", [[["Actie", "Indicator", "Eenheid", "Datum", "Waarde"],
      ["1", "Deelfietsen", "aantal", "01/10/2026", "120"], [None, "Fietstellingen", "per dag", "1/10/2026", "veel"]]],
      "indicators", "read read", "“Deelfietsen”: 120 op 01/10/2026", "“veel” is geen getal"),
    ("indicators with baseline and target", "",
      [[["Actie", "Indicator", "Nulmeting", "Jaar nulmeting", "Doel", "Tegen"],
      ["1", "Laadpalen", "100", "2024", "250", "31/12/2030"]]], "indicators", "read",
      "nulmeting 100 op 31/12/2024, doel 250 tegen 31/12/2030", ""),
    ("indicators by year", "", [[["Actie", "Indicator", "2024", "2025"], ["1", "Deelfietsen", 100, 120.5]]],
      "indicators", "read", "120,5 op 31/12/2025", "op de laatste dag ervan"),
    ("sums of a column", "", [[["Wie", "Wat", "Voor welke actie", "Deadline", "Budget (EUR)"], ["Gem. Kuurne",
      "Tellen", None, "3e kwartaal 2027", "2,5 mio"], ["Menen", "Meten", None, "'27", "€ 12.500"], ["Kortrijk",
      "Wegen", None, None, 25000.5], ["Totaal", None, None, None, 5]]], "engagements", "read read read total",
      "30 september 2027; voorgesteld; € 2.500.000", "“Voor welke actie” is gelezen als “regionale actie”"),
    ("what is no sum of a partner", "engagements", [[["Partner", "Engagement", "Bedrag", "VTE"],
      ["Kortrijk (trekker)", "Tellen", "0,50 euro per inwoner", None], ["Menen", "Meten", "p.m.", "1/2"]]],
      "engagements", "read read", "“Meten”: Menen (1); geen datum; voorgesteld; 0,5 VTE",
      "Bedrag: “0,50 euro per inwoner” is geen bedrag"),
    ("a term with its beginning and end", "", [[["Actie", "Trekker", "Engagement", None, "Timing", None],
      [None, None, "Wie", "Wat", "Start", "Einde"], ["Warmteplan", "Leiedal", "Kortrijk", "Gegevens", "1/1/2026",
      "31/12/2026"]]], "actions", "read", "“Gegevens”: Kortrijk (1); 31 december 2026",
      "kolom “Einde” is gelezen als “termijn”"),
    ("actions without engagements", "", [[["Regionale actie", "Trekker", "Partners", "Omschrijving"],
      ["Slimme logistiek", "Leiedal", "Kortrijk, Menen", "Een proef"]]], "actions", "read",
      "partners Kortrijk, Menen", ""),
    ("an agenda with its day above", "", [[["Agenda IBO 11 december 2026"], ["Nr", "Agendapunt", "Doel", "Timing"],
      [1, "Fietsbrug", "advies", "10 min"]]], "agenda", "read", "IBO 11/12/2026: punt “Fietsbrug” (advies, 10 min.)",
      ""),
    ("agendas of two bodies", "", [[["Datum", "Orgaan", "Nr", "Onderwerp", "Type"], ["11/12/2026",
      "IBO", 1, "Fietsbrug", "advies"], ["18/12/2026", "VRR", 1, "Laadpleinen", "advies"], ["19/12/2026",
      "XYZ", 1, "Iets", "advies"]]], "agenda", "read read refused", "nieuwe vergadering: VRR op 18 december 2026",
      "geen orgaan dat hier vergadert, heet “XYZ”"),
    ("the same as above, and headings again", "", [[["Partner", "Engagement", "Termijn", "Contact"], ["Deerlijk",
      "Tellen", "30/09/2027", "i"], ["Partner", "Engagement", "Termijn", "Contact"], ["idem", "Meten", '"', "i"]]],
      "engagements", "read read", "“Meten”: Deerlijk (1); 30 september 2027",
      "A4, C4 zijn gelezen als wat erboven staat"),
    ("marks below each partner", "", [[["Actie", "Engagement", "Anzegem", "Avelgem", "Menen"], ["Bouwshift",
      "Tellen", "x", "€ 500", "nee"]]], "actions", "read", "“Tellen”: Anzegem, Avelgem (2)",
      "Avelgem: “€ 500” is niet gelezen"),
    ("a topic twice", "topics", [[["Onderwerp", "Ingebracht door"], ["Deelsteps", "Menen"], ["Deelsteps",
      "Kuurne"]]], "topics", "read doubtful", "", "“Deelsteps” staat ook in rij 2"),
    ("names as they are written", "people", [[["Naam", "Bestuur", "Zetelt in"], ["VANDEPUT Iris", "Kortrijk",
      "IBO, CvB (plv.)"], ["dhr. De Smet, Piet (tot 2026)", "Gem. Kuurne", None], ["vacant", "Menen", None],
      ["Ann X; Jan Y", "Menen", None]]], "people", "read read refused doubtful",
      "Iris Vandeput in CvB voor Kortrijk", "is gelezen als Piet De Smet"),
    ("a column for each kind of seat", "", [[["Leden van de vervoerregioraad"], ["Gemeente", "Effectief lid", "E-mail",
      "Plaatsvervanger"], ["Menen", "Iris Vandeput", "i@b.example", "Jan X"], ["Kuurne", "vacant", None, "Bo Y"]]],
      "people", "read refused read read", "Jan X in Vervoerregioraad Kortrijk voor Menen, plaatsvervanger",
      "staat boven de lijst en is gelezen als het orgaan"),
    ("seats in a body that nobody names", "people", [[["Bestuur", "Vertegenwoordiger", "Plaatsvervanger"],
      ["Menen", "Iris Vandeput", None]]], "people", "read", "nieuwe persoon Iris Vandeput (Menen)",
      "de lijst zegt niet in welk orgaan"),
    ("one person in two columns of seats", "", [[["Gemeente", "Orgaan", "Effectief", "Plaatsvervanger"],
      ["Menen", "IBO", "Iris Vandeput", None], ["Menen", "CvB", None, "Iris Vandeput"]]], "people", "read read",
      "nieuwe persoon Iris Vandeput (Menen)\nIris Vandeput in IBO voor Menen\nIris Vandeput in CvB", ""),
    ("a column for each body", "", [[["Naam", "Gemeente", "E-mail", "IBO", "CvB"], ["Iris Vandeput", "Menen",
      "i@b.example", "x", "plv."], ["Jan X", "Kuurne", None, None, "-"]]], "people", "read read",
      "Iris Vandeput in IBO voor Menen\nIris Vandeput in CvB voor Menen, plaatsvervanger\nnieuwe persoon Jan X", ""),
    ("headings of our own table", "", [[["Partners", "Wat wordt beloofd", "Tegen", "Inzet"], ["Leiedal", "Tellen",
      "31/03/2027", "25 000 euro"]]], "engagements", "read", "31 maart 2027; voorgesteld; € 25.000",
      ""),
    ("a matrix with numbers and titles", "feedback", [[["Punt", "Titel", "Kortrijk", "Menen"], [1, "Bestaat niet",
      "28/09 kennisname", "volgt"]]], "feedback", "refused", "", "geen enkel punt heet “Bestaat niet”"),
    ("figures with their unit, and one expected", "", [[["Actie", "Indicator", "Eenh.", "2024", "2026 (raming)",
      "Streefwaarde"], ["1", "Leegstand", "%", "10,8 %", "10", "8 %"]]], "indicators", "read",
      "“Leegstand”: 10,8 op 31/12/2024", "“2026 (raming)” is niet bekend"),
    ("a matrix asked for by name", "feedback", [[["Agendapunt", "Kortrijk", "Menen"],
      ["Bestaat niet", "28/09 kennisname", "volgt"]]],
      "feedback", "refused", "", "geen enkel punt heet “Bestaat niet”"),
    ("a cover, a legend and a list", "", [[["Toelichting"], ["oranje = op te volgen"]],
      [["Nr", "Actie", "Engagement", "Trekker"], ["A91", "Fietsroute", "Tellen", "Leiedal"]]],
      "actions", "read", "“Tellen”", "blad “Blad 1” bevat geen lijst"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "sheets", "read_as", "fates", "said", "told"),
    [row[1:] for row in LISTS],
    ids=[row[0] for row in LISTS],
)
def test_a_list_is_read_as_it_is_kept(
    reader: App, kind: str, sheets: list[Rows], read_as: str, fates: str, said: str, told: str
) -> None:
    plan = reader.lists.plan_of(Path("lijst.xlsx"), book(*sheets), kind or None)
    assert plan.layout == read_as
    assert " ".join(row.fate for row in plan.rows) == fates
    assert said in "\n".join(line for row in plan.rows for line in row.says).replace("\xa0", " ")
    remarks = "\n".join([*plan.remarks, *(remark for row in plan.rows for remark in row.remarks)])
    assert told in remarks
    assert told or not remarks, "no false alarms"


def test_rhythms_of_a_list_are_recorded_in_the_calendars(app: App) -> None:
    """A fortnight has the day it is counted from, a month its week: what the list said, and no more."""
    rows: Rows = [
        ["Gemeente", "Zittingsdag", "Ritme", "Vanaf"],
        ["Menen", "woensdag", "om de 14 dagen", "13/01/2027"],
        ["Kuurne", "dinsdag", "maandelijks, laatste dinsdag", None],
    ]
    app.lists.apply(app.lists.plan_of(Path("lijst.xlsx"), book(rows)))
    known = {row.organisation: row.calendar for row in app.bodies.calendars()}
    menen, kuurne = known["Menen"], known["Kuurne"]
    assert menen is not None
    assert kuurne is not None
    assert (menen.weekday, menen.rhythm, menen.since) == (2, Rhythm.FORTNIGHTLY, date(2027, 1, 13))
    assert (kuurne.weekday, kuurne.rhythm, kuurne.week_of_month) == (1, Rhythm.MONTHLY, 5)
    again = app.lists.plan_of(Path("lijst.xlsx"), book(rows))
    assert not again.changes
