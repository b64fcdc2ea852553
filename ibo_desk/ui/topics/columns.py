"""The columns of the preparation board, and the fields of one topic."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from ibo_desk.domain.bodies import BodyKind, PlanStep, TransportLayer
from ibo_desk.domain.topics import PREPARATION_TRANSITIONS, Phase, Preparation
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.topics import Appearance, TopicRow
from ibo_desk.ui.editors.fields import Field, Section
from ibo_desk.ui.shared.known_names import KnownActions, KnownPartners, action_edit, partner_edit
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.values import show_value

Options = Sequence[tuple[Any, str]]


def route(row: TopicRow) -> str:
    """ "IBO 11/12 ← CvB 27/11": the newest first, because that is what one looks for in a narrow column."""
    return " ← ".join(f"{appearance.body} {appearance.on:%d/%m}" for appearance in reversed(row.appearances))


def source(row: TopicRow) -> str:
    """Who brought it in, and where it came up: "Menen", "De Lijn · VRR"; a college that is its municipality once."""
    own_college = row.origin_kind is BodyKind.COLLEGE
    return " · ".join(name for name in (row.submitted_by, "" if own_college else row.origin) if name)


def _route_tip(row: TopicRow) -> str:
    return "\n".join(f"{appearance.meeting} · {_became(appearance)}" for appearance in row.appearances)


def _became(appearance: Appearance) -> str:
    """What came of one appearance, and which adoption of the mobility plan it was (R17b)."""
    text = show_value(appearance.outcome or appearance.treatment)
    return text if appearance.plan_step is PlanStep.NONE else f"{show_value(appearance.plan_step)}: {text}"


def states(row: TopicRow) -> Options:
    """The state it has and those that may follow; "not retained" goes with its reason, by a button."""
    follow = PREPARATION_TRANSITIONS[row.preparation] - {Preparation.DECLINED}
    offered = (
        preparation for preparation in Preparation if preparation is row.preparation or preparation in follow
    )
    return [(state, show_value(state)) for state in offered]


COLUMNS: Final[Columns[TopicRow]] = (
    Column(
        "title",
        N_("Topic"),
        lambda row: row.title,
        250,
        stretch=True,
        handle=True,
        tip=lambda row: row.title,
        edit=Edit("topic", "title"),
    ),
    Column(
        "preparation",
        N_("Preparation"),
        lambda row: row.preparation,
        128,
        chip=True,
        edit=Edit("topic", "preparation", options=states),
    ),
    Column("source", N_("Brought in by"), source, 118, tip=source),
    Column("route", N_("On the agenda of"), route, 122, tip=_route_tip),
    Column(
        "justifies",
        N_("Reason to meet"),
        lambda row: row.justifies_meeting,
        78,
        edit=Edit("topic", "justifies_meeting", "check"),
    ),
    Column(
        "phase",
        N_("Phase"),
        lambda row: row.phase,
        132,
        chip=True,
        hidden=True,
        edit=Edit("topic", "phase", enum=Phase),
    ),
    Column("action", N_("Action"), lambda row: row.action, 100, hidden=True),
    Column(
        "submitted_on",
        N_("Brought in on"),
        lambda row: row.submitted_on,
        96,
        hidden=True,
        edit=Edit("topic", "submitted_on", "date"),
    ),
    Column(
        "still_open",
        N_("What can still be influenced"),
        lambda row: row.still_open,
        180,
        hidden=True,
        edit=Edit("topic", "still_open"),
    ),
)


def typed_columns(
    partners: Callable[[], KnownPartners], actions: Callable[[], KnownActions]
) -> Columns[TopicRow]:
    """The board as it is typed in; ``partners`` and ``actions`` are those that can be named."""
    edits = {
        "source": partner_edit("topic", "submitted_by_id", partners, lambda row: row.submitted_by),
        "action": action_edit("topic", actions),
    }
    return tuple(replace(column, edit=edits.get(column.key, column.edit)) for column in COLUMNS)


def fields(
    organisations: Callable[[TopicRow], Options],
    actions: Callable[[TopicRow], Options],
    bodies: Callable[[TopicRow], Options],
) -> list[Field | Section]:
    """What is known of a topic."""
    return [
        Field(N_("Title"), "title"),
        Field(N_("Summary"), "summary", "text", lines=3),
        Field(N_("Preparation"), "preparation", "choice", options=states, width=3),
        Field(N_("Phase"), "phase", "choice", enum=Phase, width=3),
        Field(
            N_("Brought in by"),
            "submitted_by_id",
            "record",
            options=organisations,
            empty=N_("(unknown)"),
            width=3,
        ),
        Field(N_("Brought in on"), "submitted_on", "date", width=3),
        Field(N_("Regional action"), "action_id", "record", options=actions, empty=N_("(none)"), width=3),
        Field(N_("Came from"), "origin_body_id", "record", options=bodies, empty=N_("(unknown)"), width=3),
        Field(N_("Transport layer"), "transport_layer", "choice", enum=TransportLayer, width=3),
        Field(
            N_("Justifies a meeting"),
            "justifies_meeting",
            "check",
            help=N_("Weighs enough to convene the body (area programme)."),
        ),
        Field(N_("What can still be influenced"), "still_open", "plain", lines=2),
    ]


def declined(row: TopicRow) -> str:
    """The reason for which it was not retained, as one sentence."""
    if row.preparation is not Preparation.DECLINED:
        return ""
    return _("Not retained: {reason}").format(reason=row.declined_reason)
