"""The month overview: what is asked and coming, what came of the meetings, what remains; what is empty is left out."""

from typing import Final

from ibo_desk.documents.layout import Articles, Column, Heading, Layout, Words, table, when, when_told
from ibo_desk.documents.layouts.parts import (
    STATE,
    WHAT,
    action_lines,
    charts,
    digest,
    own_decisions,
    title_block,
)
from ibo_desk.language import N_

LAYOUT: Final = Layout(
    (
        *title_block(),
        when_told(
            "feedback",
            N_("Open feedback"),
            table(
                "row",
                "feedback",
                Column(N_("Item"), 26, "{{ row.title }}"),
                Column(N_("Meeting"), 15, "{{ row.meeting }}"),
                Column(N_("Asked"), 14, "{{ row.question }}"),
                Column(N_("Open since"), 20, "{{ row.since }}"),
                Column(N_("Answer by"), 20, "{{ row.answer_by }}"),
                Column(N_("Standing"), 18, "{{ row.state }}"),
            ),
        ),
        digest("agenda", N_("Agenda of the coming meetings")),
        when_told(
            "own_points",
            N_("Points that the college wants on the agenda"),
            table(
                "row",
                "own_points",
                Column(N_("Item"), 37, "{{ row.title }}"),
                Column(N_("Submitted"), 20, "{{ row.submitted }}"),
                Column(N_("Standing"), 18, "{{ row.state }}"),
                Column(N_("Where, or why not"), 30, "{{ row.course }}"),
            ),
        ),
        digest("meetings", N_("Meetings of this month")),
        when_told("none_met", N_("Meetings of this month"), Words("{{ none_met }}")),
        action_lines(N_("What is new in the regional actions")),
        own_decisions(),
        when_told(
            "follow_up",
            N_("To be followed up by the municipality"),
            table(
                "row",
                "follow_up",
                Column(N_("What"), 34, "{{ row.what }}"),
                Column(N_("Done by"), 25, "{{ row.by }}"),
                Column(N_("Planned"), 20, "{{ row.when }}"),
                Column(N_("From the item"), 26, "{{ row.item }}"),
            ),
        ),
        when_told(
            "engagements",
            N_("Own engagements that fall due"),
            table(
                "row",
                "engagements",
                Column(N_("Engagement"), 33, WHAT),
                Column(N_("Kind"), 14, "{{ row.kind }}"),
                Column(N_("Due"), 20, "{{ row.due }}"),
                Column(N_("Status"), 20, STATE),
                Column(N_("Regional action"), 18, "{{ row.action }}"),
            ),
        ),
        when("articles", Heading(1, "{{ proposal_heading }}"), Articles("articles")),
        charts(),
    )
)
