"""What a body's own sentence may say, and how its placeholders are filled in."""

import pytest

from ibo_desk.domain.bodies import (
    BodyKind,
    ItemType,
    Outcome,
    PlanStep,
    TransportLayer,
    check_plan_step,
    default_permissions,
)
from ibo_desk.domain.errors import InvalidValueError, RuleError
from ibo_desk.domain.sentence_keys import SentenceKey
from ibo_desk.domain.stock_sentences import check_sentence, filled, key_for, keys_of
from ibo_desk.domain.topics import Treatment

VALUES = {"body": "het IBO", "title": "Fietsbrug", "day": "11 december 2026"}


def test_placeholders_are_filled_in_both_languages_and_a_sentence_begins_with_a_capital() -> None:
    assert filled("{overleg} bespreekt {Punt} op {datum}.", VALUES) == (
        "Het IBO bespreekt Fietsbrug op 11 december 2026."
    )
    assert filled("{body}: {title}, {day} {", VALUES) == "Het IBO: Fietsbrug, 11 december 2026 {"


@pytest.mark.parametrize("text", ["{orgaan} neemt akte.", "Op {}.", "{__class__}", "{overleg.__init__}"])
def test_only_known_placeholders_may_stand_in_a_sentence(text: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        check_sentence(SentenceKey.NOTED, text)
    assert refused.value.code == "unknown_placeholder"


@pytest.mark.parametrize(
    ("key", "text", "may"),
    [
        (SentenceKey.CONCLUDED, "{overleg} beslist het volgende:", False),
        (SentenceKey.NOTED, "Het punt wordt goedgekeurd.", False),
        (SentenceKey.ADVISED, "De partners besluiten:", False),
        (SentenceKey.CONCLUDED, "De partners komen tot volgende conclusie:", True),
        (SentenceKey.APPROVED, "Het verslag wordt goedgekeurd.", True),
        (SentenceKey.DECIDED, "{overleg} beslist het volgende:", True),
    ],
)
def test_only_a_sentence_for_a_decision_reads_as_one(key: SentenceKey, text: str, may: bool) -> None:
    if may:
        check_sentence(key, text)
        return
    with pytest.raises(InvalidValueError) as refused:
        check_sentence(key, text)
    assert refused.value.code == "sentence_decides"


def test_a_body_has_sentences_for_what_it_does() -> None:
    ibo = keys_of(frozenset(default_permissions(BodyKind.IBO)))
    council = keys_of(frozenset(default_permissions(BodyKind.TRANSPORT_REGION_COUNCIL)))
    assert SentenceKey.DECIDED not in ibo
    assert {SentenceKey.ADVISED, SentenceKey.DECIDED} <= set(council)
    assert ibo[-3:] == (SentenceKey.POSTPONED, SentenceKey.WITHDRAWN, SentenceKey.INVITATION)
    assert keys_of(frozenset(default_permissions(BodyKind.COLLEGE))) == ()


def test_how_an_item_was_put_off_goes_before_its_outcome() -> None:
    assert key_for(Treatment.OPEN, Outcome.ADVISED) is SentenceKey.ADVISED
    assert key_for(Treatment.POSTPONED, Outcome.ADVISED) is SentenceKey.POSTPONED


@pytest.mark.parametrize("kind", list(ItemType))
@pytest.mark.parametrize("layer", list(TransportLayer))
def test_only_a_decision_on_the_mobility_plan_is_an_adoption(kind: ItemType, layer: TransportLayer) -> None:
    check_plan_step(kind, layer, PlanStep.NONE)
    if (kind, layer) == (ItemType.DECISION, TransportLayer.MOBILITY_PLAN):
        check_plan_step(kind, layer, PlanStep.DEFINITIVE)
        return
    with pytest.raises(RuleError) as refused:
        check_plan_step(kind, layer, PlanStep.PROVISIONAL)
    assert refused.value.code == "plan_step_elsewhere"
