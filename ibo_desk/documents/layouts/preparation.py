"""The preparation by the mayors’ conference: what goes to which meeting, and how far it was prepared (R12, R13)."""

# ruff: noqa: RUF009  the helpers only make a dataclasses.field()

from dataclasses import dataclass
from typing import Final

from ibo_desk.documents.content_rows import Head, listed, optional, required
from ibo_desk.documents.layout import (
    Column,
    Heading,
    Layout,
    Words,
    each,
    fixed,
    stacked,
    table,
    when,
    when_told,
)
from ibo_desk.documents.layouts.parts import title_block
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedTopic:
    """A topic on its way to a meeting."""

    number: str = optional(N_("Number of the item on the agenda it goes to"))
    title: str = required(N_("Title of the topic"))
    mark: str = optional(N_("Mark with the topic, for example: withdrawn"))
    asked: str = optional(N_("What is asked of the participants"))
    influence: str = optional(N_("What can still be influenced"))
    submitted_by: str = optional(N_("Who submitted the item"))
    state: str = required(N_("How far its preparation is, for example: prepared on 14 October 2026"))
    note: str = optional(N_("What the preparing body said of it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingToPrepare:
    """A meeting that is prepared, with the topics that go to it."""

    title: str = required(N_("Name of the meeting, for example: IBO 2026-4"))
    date: str = required(N_("Day of the meeting"))
    topics: tuple[PreparedTopic, ...] = listed(N_("Topics that go to this meeting"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationSheet:
    """What a body prepares for another: the topics by the meeting they go to."""

    head: Head = required(N_("Title block"))
    notice: str = required(N_("What the paper holds, as a sentence"))
    meetings: tuple[MeetingToPrepare, ...] = listed(N_("Meetings that are prepared, the first one first"))
    unplaced: tuple[PreparedTopic, ...] = listed(N_("Topics that stand on no agenda yet"))


def _columns(first: tuple[Column, ...] = ()) -> tuple[Column, ...]:
    topic = "{{ row.title }}{% if row.mark %} ({{ row.mark }}){% endif %}"
    return (
        *first,
        Column(N_("Topic"), 26, topic),
        Column(N_("Asked"), 38, stacked("{{ row.asked }}", "row.influence")),
        Column(N_("Brought in by"), 16, "{{ row.submitted_by }}"),
        Column(N_("Preparation"), 24, stacked("{{ row.state }}", "row.note")),
    )


LAYOUT: Final = Layout(
    (
        *title_block(),
        Words("{{ notice }}"),
        each(
            "meeting",
            "meetings",
            Heading(1, "{{ meeting.title }} – {{ meeting.date }}"),
            when(
                "meeting.topics",
                table("row", "meeting.topics", *_columns((Column(N_("No."), 6, "{{ row.number }}"),))),
            ),
            when("not meeting.topics", Words(fixed(N_("No items for this reader, as far as registered.")))),
        ),
        when_told("unplaced", N_("On no agenda yet"), table("row", "unplaced", *_columns())),
    )
)
