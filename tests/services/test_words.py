"""Every code, field and error has its word; the words of the design stand as written there."""

import ast
import re
from datetime import date, time
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest

import ibo_desk
from ibo_desk.data import refusals
from ibo_desk.data.tables import metadata
from ibo_desk.domain import errors
from ibo_desk.domain.bodies import ItemType, TransportLayer
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import InvalidValueError, RuleError, StaleRecordError, UserError
from ibo_desk.domain.feedback import FeedbackState
from ibo_desk.domain.topics import Preparation
from ibo_desk.language import set_language
from ibo_desk.services.words import field_label, journal_label, kind_label, label, sentence, short_label
from ibo_desk.services.words import format as say
from ibo_desk.services.words.fields import FIELDS, KIND_NAMES
from ibo_desk.services.words.labels import LABELS
from ibo_desk.services.words.sentences import SENTENCES

PACKAGE = Path(ibo_desk.__file__).parent
MODULES = [
    import_module(f"ibo_desk.domain.{path.stem}") for path in sorted((PACKAGE / "domain").glob("*.py"))
]
NEVER_SHOWN = {
    "SlashCommand",  # typed: its words are those of COMMAND_WORDS
    "OwnPart",  # the rule of reading: what is shown says whom an audience is for
    "Extent",
    "Reader",
    "Unit",  # how a workbook writes a number
    "Kept",  # why thinning leaves a backup
    "Certainty",  # each reader of lists has a remark of its own for it
}
ENUMS = [
    value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type)
    and issubclass(value, StrEnum)
    and value.__module__ == module.__name__
    and value.__name__ not in NEVER_SHOWN
]
PLAIN_ERRORS = {
    name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, UserError)
}
HIDDEN = re.compile(r".*_folded$|^(id|revision|deleted_in|body_kind)$")


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_every_code_has_a_dutch_word(enum: type[StrEnum]) -> None:
    for code in enum:
        assert label(code)
        set_language("en")
        assert label(code) == LABELS[enum][code]
        set_language("nl")


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (FeedbackState.TO_DELIVER, "nota te bezorgen (secretariaat)"),
        (FeedbackState.DELIVERED, "bezorgd"),
        (FeedbackState.ANSWER_ASKED, "antwoord gevraagd"),
        (FeedbackState.TOOK_NOTE, "kennisgenomen"),
        (FeedbackState.AGREED, "akkoord"),
        (FeedbackState.RESERVATION, "akkoord met voorbehoud"),
        (FeedbackState.REFUSED, "niet akkoord"),
        (FeedbackState.MANDATE_GIVEN, "mandaat"),
        (FeedbackState.POSTPONED, "uitgesteld"),
        (EngagementState.NOT_KEPT, "niet nagekomen (volgens partner)"),
        (Preparation.DECLINED, "niet weerhouden"),
        (ItemType.CROSS_CHECK, "aftoetsing"),
        (TransportLayer.SUPPLEMENTARY, "aanvullend net"),
    ],
)
def test_the_words_of_the_design(code: StrEnum, word: str) -> None:
    assert label(code) == word


def test_a_narrow_cell_has_a_short_word_for_every_state() -> None:
    words = {short_label(state) for state in FeedbackState}
    assert len(words) == len(FeedbackState)
    assert max(map(len, words)) <= 20


def raised() -> list[tuple[str, str, frozenset[str]]]:
    """Every plain user error with a constant code: where, code, names of its parameters."""
    out = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            first = node.args[0] if node.args else None
            if node.func.id in PLAIN_ERRORS and isinstance(first, ast.Constant):
                given = frozenset(keyword.arg or "**" for keyword in node.keywords)
                out.append((f"{path.relative_to(PACKAGE)}:{node.lineno}", str(first.value), given))
    return out


@pytest.mark.long
def test_every_code_that_is_raised_has_a_sentence_that_its_values_fill() -> None:
    wrong = []
    for where, code, given in raised():
        if code == "invalid_field":
            continue
        asked = set(re.findall(r"\{(\w+)\}", SENTENCES.get(code, "{no sentence}".replace(" ", "_"))))
        if not asked <= given and "**" not in given:
            wrong.append(f"{where}: {code} lacks {sorted(asked - given)}")
    assert wrong == []
    assert len(raised()) > 30


def test_what_a_database_says_has_a_sentence() -> None:
    codes = {code for _words, code in refusals._FILE_PROBLEMS}
    assert codes <= SENTENCES.keys()


def test_every_field_and_table_has_a_word() -> None:
    names = {
        column.name
        for table in metadata.tables.values()
        if "deleted_in" in table.columns
        for column in table.columns
        if not HIDDEN.match(column.name)
    }
    assert names - FIELDS.keys() == set()
    assert {
        name for name, table in metadata.tables.items() if "deleted_in" in table.columns
    } <= KIND_NAMES.keys()
    assert field_label("due_on") == "Uiterste datum"
    assert kind_label("agenda_item") == "agendapunt"


def test_a_forbidden_decision_says_where_to_go() -> None:
    error = RuleError(
        "body_may_not_decide", body="IBO", item_type=ItemType.DECISION, layer=TransportLayer.CORE
    )
    assert sentence(error) == (
        "IBO kan hierover niet beslissen (kernnet). Agendeer het als afstemming of advies en leg de beslissing"
        " voor aan het bevoegde orgaan."
    )


@pytest.mark.parametrize(
    ("why", "limits", "told"),
    [
        ("string_too_long", {"max_length": 300}, "Titel: deze tekst is te lang (hoogstens 300 tekens)."),
        ("string_too_short", {"min_length": 1}, "Titel: vul dit in."),
        ("date_from_datetime_parsing", {}, "Titel: “x” is geen datum. Schrijf ze als 11/12/2026."),
        ("int_parsing", {}, "Titel: “x” is geen geheel getal."),
        ("something_new", {}, "Titel: “x” past hier niet."),
    ],
)
def test_a_field_that_does_not_fit_says_which_and_why(why: str, limits: dict[str, int], told: str) -> None:
    error = InvalidValueError("invalid_field", field="title", value="x", why=why, limits=limits)
    assert sentence(error) == told


def test_a_stale_field_is_named_in_dutch() -> None:
    error = StaleRecordError("changed_elsewhere", kind="agenda_item", fields=["due_on", "title"])
    assert "agendapunt: Uiterste datum, Titel" in sentence(error)


def test_an_error_with_its_own_sentence_keeps_it() -> None:
    class OwnError(UserError):
        sentence = "Zo staat het er."

    assert sentence(OwnError("own")) == "Zo staat het er."


def test_a_journal_line_begins_with_a_capital() -> None:
    assert journal_label("added", "engagement van Kortrijk") == "Engagement van Kortrijk toegevoegd"


def test_days_times_money_and_staff_as_people_read_them() -> None:
    on = date(2026, 12, 11)
    assert (say.day(on), say.short_day(on), say.long_day(on)) == (
        "11 december 2026",
        "11/12/2026",
        "vrijdag 11 december 2026",
    )
    assert say.clock(time(14, 0)) == "14:00"
    assert [say.money(cents).replace("\u00a0", " ") for cents in (2_500_000, 1_250_050, 5, -100)] == [
        "€ 25.000",
        "€ 12.500,50",
        "€ 0,05",
        "€ -1",
    ]
    assert say.vte(200).replace("\u00a0", " ") == "0,2 VTE"
    assert say.number(1_234_500) == "1.234,5"
    assert (say.day(None), say.money(None), say.vte(None)) == ("", "", "")
    assert say.meeting_title("IBO", on, 3) == "IBO 2026-3"
    assert say.meeting_title("IBO", on, None) == "IBO 11/12/2026"


def test_english_forms() -> None:
    set_language("en")
    assert say.day(date(2026, 12, 11)) == "11 December 2026"
    assert say.money(1_250_050).replace("\u00a0", " ") == "€ 12,500.50"
