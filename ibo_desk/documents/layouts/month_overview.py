"""The month overview: what is coming, own points, what came of the meetings, and what remains to be done."""

from typing import Final

from ibo_desk.documents.layout import Column, Heading, Layout, fixed, table
from ibo_desk.documents.layouts.parts import STATE, WHAT, charts, digest, or_nothing, title_block
from ibo_desk.language import N_

LAYOUT: Final = Layout(
    (
        *title_block(),
        Heading(1, fixed(N_("Agenda of the coming meetings"))),
        *digest("agenda"),
        Heading(1, fixed(N_("Points that the college wants on the agenda"))),
        *or_nothing(
            "own_points",
            table(
                "row",
                "own_points",
                Column(N_("Item"), 40, "{{ row.title }}"),
                Column(N_("Submitted"), 16, "{{ row.submitted }}"),
                Column(N_("Standing"), 18, "{{ row.state }}"),
                Column(N_("Where, or why not"), 30, "{{ row.told }}"),
            ),
        ),
        Heading(1, fixed(N_("Meetings of this month"))),
        *digest("meetings"),
        Heading(1, fixed(N_("To be followed up by the municipality"))),
        *or_nothing(
            "follow_up",
            table(
                "row",
                "follow_up",
                Column(N_("What"), 36, "{{ row.what }}"),
                Column(N_("Done by"), 26, "{{ row.by }}"),
                Column(N_("Planned"), 16, "{{ row.when }}"),
                Column(N_("From the item"), 26, "{{ row.item }}"),
            ),
        ),
        Heading(1, fixed(N_("Own engagements that fall due"))),
        *or_nothing(
            "engagements",
            table(
                "row",
                "engagements",
                Column(N_("Engagement"), 36, WHAT),
                Column(N_("Kind"), 14, "{{ row.kind }}"),
                Column(N_("Due"), 16, "{{ row.due }}"),
                Column(N_("Status"), 20, STATE),
                Column(N_("Regional action"), 18, "{{ row.action }}"),
            ),
        ),
        Heading(1, fixed(N_("Open feedback"))),
        *or_nothing(
            "feedback",
            table(
                "row",
                "feedback",
                Column(N_("Item"), 30, "{{ row.title }}"),
                Column(N_("Meeting"), 15, "{{ row.meeting }}"),
                Column(N_("Asked"), 15, "{{ row.question }}"),
                Column(N_("Open since"), 15, "{{ row.since }}"),
                Column(N_("Answer by"), 15, "{{ row.answer_by }}"),
                Column(N_("Standing"), 18, "{{ row.state }}"),
            ),
        ),
        charts(),
    )
)
