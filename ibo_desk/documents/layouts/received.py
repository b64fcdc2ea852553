"""What one college received: by topic what was sent, asked, answered and replaced, the newest first."""

# ruff: noqa: RUF009  the three helpers only make a dataclasses.field()

from dataclasses import dataclass
from typing import Final

from ibo_desk.documents.content_rows import Head, listed, optional, required
from ibo_desk.documents.layout import Column, Heading, Layout, Words, each, table
from ibo_desk.documents.layouts.parts import title_block
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLine:
    """What happened on one day."""

    on: str = required(N_("The day"))
    what: str = required(N_("What happened, for example: note 2 sent"))
    in_words: str = optional(N_("What was asked or answered, and what it replaced, in words"))
    meeting: str = optional(N_("The meeting that it is about"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedTopic:
    """One topic with all that the college got and did about it."""

    title: str = required(N_("Title of the topic"))
    lines: tuple[ReceivedLine, ...] = listed(N_("What happened, the newest first"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a college received, as far as it was recorded."""

    head: Head = required(N_("Title block"))
    municipality: str = required(N_("Name of the municipality"))
    notice: str = required(N_("What the list holds, as a sentence"))
    topics: tuple[ReceivedTopic, ...] = listed(N_("Topics with what happened"))


LAYOUT: Final = Layout(
    (
        *title_block(),
        Words("{{ notice }}"),
        each(
            "topic",
            "topics",
            Heading(1, "{{ topic.title }}"),
            table(
                "row",
                "topic.lines",
                Column(N_("When"), 15, "{{ row.on }}"),
                Column(N_("What"), 30, "{{ row.what }}"),
                Column(N_("In words"), 46, "{{ row.in_words }}"),
                Column(N_("Meeting"), 15, "{{ row.meeting }}"),
            ),
        ),
    ),
)
