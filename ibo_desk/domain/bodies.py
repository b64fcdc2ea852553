"""Bodies and what each may do with an item (R9, R17–R19)."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from ibo_desk.domain.errors import RuleError


class BodyKind(StrEnum):
    IBO = "ibo"
    MAYORS_CONFERENCE = "mayors_conference"
    TRANSPORT_REGION_COUNCIL = "transport_region_council"
    PROJECT_TEAM = "project_team"
    COLLEGE = "college"
    MUNICIPAL_COUNCIL = "municipal_council"
    PROVINCIAL_EXECUTIVE = "provincial_executive"
    GOVERNMENT = "government"
    BOARD = "board"
    OTHER = "other"


class ItemType(StrEnum):
    INFORMATION = "information"
    DISCUSSION = "discussion"
    ALIGNMENT = "alignment"
    CROSS_CHECK = "cross_check"
    ADVICE = "advice"
    DECISION = "decision"
    MINUTES_APPROVAL = "minutes_approval"
    FOLLOW_UP = "follow_up"
    ANY_OTHER_BUSINESS = "any_other_business"


# What stands on an agenda by itself, in the order in which it stands there; nobody brings it in.
STANDING_TYPES = (ItemType.MINUTES_APPROVAL, ItemType.FOLLOW_UP, ItemType.ANY_OTHER_BUSINESS)


class TransportLayer(StrEnum):
    """NONE stands for every topic that is not about transport; never null, so that rules can be looked up."""

    NONE = "none"
    RAIL = "rail"
    CORE = "core"
    SUPPLEMENTARY = "supplementary"
    ON_DEMAND = "on_demand"
    MOBILITY_PLAN = "mobility_plan"
    GIP = "gip"


class PlanStep(StrEnum):
    """Which adoption of the regional mobility plan a decision is (R17b); NONE for every other item."""

    NONE = "none"
    PROVISIONAL = "provisional"
    DEFINITIVE = "definitive"


class Outcome(StrEnum):
    """What a body did with an item; the word printed before its text follows from it."""

    NOTED = "noted"
    CONCLUDED = "concluded"
    ADVISED = "advised"
    DECIDED = "decided"
    APPROVED = "approved"


class LegalForm(StrEnum):
    """R27: a transport region has no legal personality, and neither has the IBO."""

    NONE = "none"
    PUBLIC_BODY = "public_body"
    INTERMUNICIPAL = "intermunicipal"
    INTERLOCAL = "interlocal"
    PROJECT = "project_association"
    SERVICE = "service_association"
    MANDATED = "mandated_association"
    WELFARE = "welfare_association"
    CARE = "care_association"


class MemberRole(StrEnum):
    MEMBER = "member"
    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    ADVISORY = "advisory"
    GUEST = "guest"
    SECRETARY = "secretary"


SEATED = frozenset(
    {MemberRole.MEMBER, MemberRole.CHAIR, MemberRole.CO_CHAIR}
)  # has a seat, so counts for quorum


class ApprovalMode(StrEnum):
    """How minutes become final; UNKNOWN until somebody fills in the rules of procedure."""

    UNKNOWN = "unknown"
    NEXT_MEETING = "next_meeting"
    IN_WRITING = "in_writing"
    SILENT = "silent"


# The next meeting approves minutes, also where nobody filled in how they become final.
APPROVED_AT_MEETING = frozenset({ApprovalMode.NEXT_MEETING, ApprovalMode.UNKNOWN})


class DecisionMode(StrEnum):
    UNKNOWN = "unknown"
    CONSENSUS = "consensus"
    VOTE = "vote"


CONSULTING = frozenset({BodyKind.IBO, BodyKind.MAYORS_CONFERENCE, BodyKind.PROJECT_TEAM})
PREPARING = frozenset({BodyKind.MAYORS_CONFERENCE, BodyKind.PROJECT_TEAM})
DECIDING_LAYERS = frozenset(
    {TransportLayer.SUPPLEMENTARY, TransportLayer.ON_DEMAND, TransportLayer.MOBILITY_PLAN}
)
ADVISING_LAYERS = frozenset({TransportLayer.CORE, TransportLayer.GIP})
MEETING_KINDS = CONSULTING | {BodyKind.TRANSPORT_REGION_COUNCIL, BodyKind.OTHER}


class Permission(NamedTuple):
    """An item of this type on this layer ends in this outcome; where no permission stands, it may not be put so."""

    item_type: ItemType
    layer: TransportLayer
    outcome: Outcome


_CONSULTING_OUTCOMES = {
    ItemType.INFORMATION: Outcome.NOTED,
    ItemType.DISCUSSION: Outcome.CONCLUDED,
    ItemType.ALIGNMENT: Outcome.CONCLUDED,
    ItemType.CROSS_CHECK: Outcome.CONCLUDED,
    ItemType.ADVICE: Outcome.CONCLUDED,
    ItemType.MINUTES_APPROVAL: Outcome.APPROVED,
    ItemType.FOLLOW_UP: Outcome.CONCLUDED,
    ItemType.ANY_OTHER_BUSINESS: Outcome.NOTED,
}


def default_permissions(kind: BodyKind) -> Iterator[Permission]:
    """The preset of what a body of this kind may do.

    IBO, CvB and project team conclude, whatever the item is called (R9); the VRR takes note of rail, advises on
    the core network and the GIP, and decides on the supplementary net, transport on demand and its mobility plan
    (R18, R19). Colleges, councils and governments keep no agenda here, so nothing is said of them.
    """
    if kind not in MEETING_KINDS:
        return
    for layer in TransportLayer:
        for item_type, outcome in _CONSULTING_OUTCOMES.items():
            yield Permission(item_type, layer, _outcome_at(kind, item_type, layer, outcome))
    if kind is BodyKind.TRANSPORT_REGION_COUNCIL:
        for layer in sorted(DECIDING_LAYERS):
            yield Permission(ItemType.DECISION, layer, Outcome.DECIDED)


def _outcome_at(kind: BodyKind, item_type: ItemType, layer: TransportLayer, outcome: Outcome) -> Outcome:
    """The VRR really advises where the others conclude on an advice."""
    if kind is BodyKind.TRANSPORT_REGION_COUNCIL and item_type is ItemType.ADVICE:
        return Outcome.NOTED if layer is TransportLayer.RAIL else Outcome.ADVISED
    return outcome


def may_ever_decide(kind: BodyKind, layer: TransportLayer) -> bool:
    """Whether a body of this kind could ever decide on this layer; the database holds the same rule."""
    if kind in CONSULTING:
        return False
    return kind is not BodyKind.TRANSPORT_REGION_COUNCIL or layer in DECIDING_LAYERS


def usual_type(kind: BodyKind, layer: TransportLayer, origin: BodyKind | None) -> ItemType:
    """What a topic usually is at a body of this kind; ``origin`` is the kind of the other body it comes from.

    The transport region council decides or advises by layer; its own topics are cross-checked elsewhere (R10, R18).
    """
    if kind is BodyKind.TRANSPORT_REGION_COUNCIL:
        if layer in DECIDING_LAYERS:
            return ItemType.DECISION
        return ItemType.ADVICE if layer in ADVISING_LAYERS else ItemType.DISCUSSION
    # A college asks for a point to be talked about; a result goes back only to a body that keeps agendas too.
    elsewhere = origin is not None and origin in MEETING_KINDS - CONSULTING
    return ItemType.CROSS_CHECK if elsewhere else ItemType.DISCUSSION


def may_be_plan_step(item_type: ItemType, layer: TransportLayer) -> bool:
    """Whether such an item may be an adoption of the mobility plan; the database holds the same rule (R17b)."""
    return item_type is ItemType.DECISION and layer is TransportLayer.MOBILITY_PLAN


def check_plan_step(item_type: ItemType, layer: TransportLayer, step: PlanStep) -> None:
    """Raise ``RuleError("plan_step_elsewhere")`` for a step on anything but a decision on the mobility plan."""
    if step is not PlanStep.NONE and not may_be_plan_step(item_type, layer):
        raise RuleError("plan_step_elsewhere")


def check_item_type(
    permissions: frozenset[Permission], body: str, item_type: ItemType, layer: TransportLayer
) -> Outcome:
    """The outcome that this body may give such an item.

    Raises ``RuleError("body_may_not_decide")`` or ``("body_may_not_treat")`` where it may not be put so; the person
    then refers it to a competent body (R9).
    """
    for permission in permissions:
        if permission.item_type is item_type and permission.layer is layer:
            return permission.outcome
    code = "body_may_not_decide" if item_type is ItemType.DECISION else "body_may_not_treat"
    raise RuleError(code, body=body, item_type=item_type, layer=layer)


def check_outcome(
    permissions: frozenset[Permission],
    body: str,
    item_type: ItemType,
    layer: TransportLayer,
    outcome: Outcome,
) -> None:
    """Raise unless the body may end such an item with ``outcome``."""
    if outcome is Outcome.DECIDED and not any(
        p.outcome is Outcome.DECIDED and p.layer is layer for p in permissions
    ):
        raise RuleError("body_may_not_decide", body=body, item_type=item_type, layer=layer)
    allowed = check_item_type(permissions, body, item_type, layer)
    if outcome is not allowed:
        raise RuleError(
            "outcome_not_allowed",
            body=body,
            item_type=item_type,
            layer=layer,
            outcome=outcome,
            allowed=allowed,
        )
