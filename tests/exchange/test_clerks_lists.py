"""Lists as clerks keep them, odd in ways nobody announced; what a careful one would record, ask or mark."""

from dataclasses import replace
from pathlib import Path

import pytest

from ibo_desk.app import App
from ibo_desk.exchange.workbook import Book
from tests.exchange.test_twenty_lists import Rows, book


def of_partners(*names: str) -> Book:
    """A workbook in which each partner has a sheet, called by its name."""
    rows: Rows = [["Engagement", "Termijn", "Stand"], ["Tellen", "2028", "lopend"]]
    pairs = zip(names, book(*[rows] * len(names)).sheets, strict=True)
    return Book(tuple(replace(sheet, name=name) for name, sheet in pairs))


PERSONS = ["Orgaan", "Effectief lid", "Plaatsvervanger", "Bestuur", "Van", "Tot"]

# what it is about, sheets, kind read, fates, words said, words told
LISTS = (
    (
        "headings over two rows, merged",
        [
            [
                ["Nr", "Afspraak", "Wie", "Wie", "Timing", "Timing"],
                ["Nr", "Afspraak", "Trekker", "Partners", "Gevraagd", "Uiterlijk"],
                [1, "Fietstellers", "Kortrijk", "Kuurne + Harelbeke", "1/03/27", "2de helft 2027"],
                [2, "Nota", "Leiedal", "n.v.t.", "?", "?"],
            ]
        ],
        "engagements",
        "read read",
        "“Fietstellers”: Kortrijk, Kuurne, Harelbeke (3); 31 december 2027",
        "kolom “Gevraagd” is niet bekend",
    ),
    (
        "who leads carries it",
        [[["Engagement", "Trekker", "Partners", "Deadline"], ["Loket", "Gemeente Kuurne", None, "5-2027"]]],
        "engagements",
        "read",
        "“Loket”: Kuurne (1); 31 mei 2027",
        "",
    ),
    (
        "who leads the action beside it does not",
        [[["Partner", "Engagement", "Actie", "Trekker"], ["Kuurne", "Tellen", "1", "Leiedal"]]],
        "engagements",
        "read",
        "“Tellen”: Kuurne (1)",
        "",
    ),
    (
        "short names are asked",
        [
            [
                ["Engagement", "Partner", "Termijn", "Contact"],
                ["Kaart", "Anz., Spiere-H.", "week 12 2027", "i"],
            ]
        ],
        "engagements",
        "doubtful",
        "",
        "“Spiere-H.” (“Spiere-Helkijn” lijkt erop)",
    ),
    (
        "each partner on a sheet of its own",
        [],
        "engagements",
        "read doubtful",
        "“Tellen”: Kortrijk (1)",
        "“Lauwe” is een deel van Menen",
    ),
    (
        "seats with their period are no recess",
        [
            [
                PERSONS,
                ["VRR", "dhr. Piet Declercq", "-", "Waregem", "01/01/2025", "31/12/2030"],
                ["VRR", "Declercq Piet", "mevr. Lies Coucke", "Waregem", None, None],
            ]
        ],
        "people",
        "read read refused read",
        "nieuwe persoon Lies Coucke (Waregem)",
        "een rij zonder naam",
    ),
    (
        "years are no recess",
        [[["Gemeente", "Van", "Tot"], ["Menen", "01/01/2025", "31/12/2030"]]],
        "calendars",
        "read",
        "",
        "van 01/01/2025 tot 31/12/2030 is geen reces",
    ),
    (
        "a recess in words",
        [
            [
                ["Gemeente", "Zittingsdag", "Vakantie"],
                ["Menen", "2-wekelijks op wo (even weken)", "juli"],
                ["Kuurne", "di", "-"],
            ]
        ],
        "calendars",
        "read read",
        "woensdag, om de twee weken",
        "“juli”: zeg de eerste en laatste dag van het reces",
    ),
    (
        "themes that somebody brought in",
        [
            [
                ["#", "Thema", "Ingediend door", "Toelichting", "Actie"],
                [1, "Hoppinpunten", "Deerlijk", "-", "1"],
            ]
        ],
        "topics",
        "read",
        "nieuw onderwerp “Hoppinpunten”",
        "kolom “#” is niet bekend",
    ),
    (
        "hours at which items begin",
        [
            [
                ["Agenda CvB 29 januari 2027"],
                ["Nr", "Agendapunt", "Timing", "Type"],
                [1, "Welkom", "9u30", "info"],
                [2, "Goedkeuring verslag", "5'", "goedk."],
                [3, "Flexvervoer", "9u55-10u15", "advies"],
            ]
        ],
        "agenda",
        "read read read",
        "“Flexvervoer” (advies, 20 min.)",
        "duur “9u30” is niet leesbaar",
    ),
    (
        "a row with no more than a partner",
        [
            [
                ["Nr", "Actie", "Trekker", "Engagement", "Partner"],
                [1, "Vervoerregio", "Leiedal", "Kern afbakenen", "Kuurne"],
                [1, "Vervoerregio", "Leiedal", None, "Harelbeke"],
            ]
        ],
        "actions",
        "read read",
        "“Kern afbakenen”: Kuurne (1)",
        "naast Harelbeke staat geen engagement",
    ),
    (
        "nobody, and an office before a name",
        [
            [
                ["Naam", "Organisatie", "Functie"],
                ["? ?", "Leiedal", "secretaris"],
                ["Gouverneur Carl Voorbeeld", "Provincie", "gouverneur"],
            ]
        ],
        "people",
        "refused read",
        "nieuwe persoon Carl Voorbeeld (Provincie)",
        "“Gouverneur Carl Voorbeeld” is gelezen als Carl Voorbeeld",
    ),
    (
        "figures without their action",
        [[["Indicator", "Eenheid", "2024"], ["Leegstand", "%", "9"]]],
        "indicators",
        "doubtful",
        "",
        "de lijst zegt niet bij welke actie",
    ),
    (
        "actions above their engagements",
        [
            [
                ["Actie 1: Vervoerregio"],
                ["Wat", "Wie", "Wanneer", "Contact"],
                ["Kern afbakenen", "Kuurne", "4/2027", "i"],
                ["Actie 99: Onbestaand"],
            ]
        ],
        "engagements",
        "read doubtful",
        "bij actie 1",
        "bij dit engagement staat geen partner",
    ),
    (
        "substitutes in short",
        [[["VRR"], ["Gemeente", "Effectief", "Plv."], ["Waregem", "Piet Declercq", "Lies Coucke"]]],
        "people",
        "read read",
        "Lies Coucke in",
        "staat boven de lijst",
    ),
)


@pytest.mark.parametrize(
    ("sheets", "read_as", "fates", "said", "remark"),
    [row[1:] for row in LISTS],
    ids=[row[0] for row in LISTS],
)
def test_a_list_is_read_as_a_careful_clerk_would(
    reader: App, sheets: list[Rows], read_as: str, fates: str, said: str, remark: str
) -> None:
    whole = book(*sheets) if sheets else of_partners("Kortrijk", "Lauwe")
    plan = reader.lists.plan_of(Path("lijst.xlsx"), whole, None)
    assert plan.layout == read_as
    assert " ".join(row.fate for row in plan.rows) == fates
    assert said in "\n".join(line for row in plan.rows for line in row.says).replace("\xa0", " ")
    remarks = "\n".join([*plan.remarks, *(remark for row in plan.rows for remark in row.remarks)])
    assert remark in remarks
    assert remark or not remarks, "no false alarms"
