"""What a body may do with an item: the IBO decides nothing, the VRR decides on three layers (R9, R18)."""

import pytest

from ibo_desk.domain.bodies import (
    CONSULTING,
    DECIDING_LAYERS,
    MEETING_KINDS,
    BodyKind,
    ItemType,
    Outcome,
    TransportLayer,
    check_item_type,
    check_outcome,
    default_permissions,
    may_ever_decide,
)
from ibo_desk.domain.errors import RuleError

COUNCIL = frozenset(default_permissions(BodyKind.TRANSPORT_REGION_COUNCIL))


@pytest.mark.parametrize("kind", sorted(CONSULTING))
@pytest.mark.parametrize("layer", TransportLayer)
def test_a_consulting_body_concludes_and_never_decides(kind: BodyKind, layer: TransportLayer) -> None:
    permissions = frozenset(default_permissions(kind))
    assert Outcome.DECIDED not in {one.outcome for one in permissions}
    assert check_item_type(permissions, "IBO", ItemType.ADVICE, layer) is Outcome.CONCLUDED
    with pytest.raises(RuleError) as refused:
        check_item_type(permissions, "IBO", ItemType.DECISION, layer)
    assert refused.value.code == "body_may_not_decide"
    with pytest.raises(RuleError) as refused:
        check_outcome(permissions, "IBO", ItemType.ALIGNMENT, layer, Outcome.DECIDED)
    assert refused.value.code == "body_may_not_decide"
    assert not may_ever_decide(kind, layer)


@pytest.mark.parametrize("layer", TransportLayer)
def test_the_transport_region_council_decides_on_its_own_layers_only(layer: TransportLayer) -> None:
    decides = layer in DECIDING_LAYERS
    assert may_ever_decide(BodyKind.TRANSPORT_REGION_COUNCIL, layer) is decides
    if decides:
        assert check_item_type(COUNCIL, "VRR", ItemType.DECISION, layer) is Outcome.DECIDED
    else:
        with pytest.raises(RuleError):
            check_item_type(COUNCIL, "VRR", ItemType.DECISION, layer)


def test_the_council_notes_rail_and_advises_on_the_core_network() -> None:
    assert check_item_type(COUNCIL, "VRR", ItemType.ADVICE, TransportLayer.RAIL) is Outcome.NOTED
    assert check_item_type(COUNCIL, "VRR", ItemType.ADVICE, TransportLayer.CORE) is Outcome.ADVISED
    assert check_item_type(COUNCIL, "VRR", ItemType.ADVICE, TransportLayer.GIP) is Outcome.ADVISED


def test_an_item_ends_in_the_outcome_of_its_type() -> None:
    check_outcome(COUNCIL, "VRR", ItemType.INFORMATION, TransportLayer.NONE, Outcome.NOTED)
    with pytest.raises(RuleError) as refused:
        check_outcome(COUNCIL, "VRR", ItemType.INFORMATION, TransportLayer.NONE, Outcome.ADVISED)
    assert refused.value.code == "outcome_not_allowed"
    assert refused.value.params["allowed"] is Outcome.NOTED


@pytest.mark.parametrize("kind", sorted(frozenset(BodyKind) - MEETING_KINDS))
def test_nothing_is_said_of_bodies_that_keep_no_agenda_here(kind: BodyKind) -> None:
    permissions = frozenset(default_permissions(kind))
    assert permissions == frozenset()
    with pytest.raises(RuleError) as refused:
        check_item_type(permissions, "College", ItemType.INFORMATION, TransportLayer.NONE)
    assert refused.value.code == "body_may_not_treat"
