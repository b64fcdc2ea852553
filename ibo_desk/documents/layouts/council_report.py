"""The report to the council: public content only."""

from typing import Final

from ibo_desk.documents.layout import (
    Column,
    Heading,
    Layout,
    Rich,
    Words,
    each,
    fixed,
    meta,
    table,
    when,
    when_told,
)
from ibo_desk.documents.layouts.parts import STATE, WHAT, charts, digest, or_nothing, title_block
from ibo_desk.language import N_

LAYOUT: Final = Layout(
    (
        *title_block(),
        Words("{{ notice }}"),
        when_told(
            "seats",
            N_("Where the municipality sits"),
            table(
                "row",
                "seats",
                Column(N_("Consultation"), 44, "{{ row.body }}"),
                Column(N_("Role"), 18, "{{ row.role }}"),
                Column(N_("Represented by"), 42, "{{ row.persons }}"),
            ),
        ),
        Heading(1, fixed(N_("Meetings in this period"))),
        *or_nothing(
            "held",
            table(
                "row",
                "held",
                Column(N_("Date"), 36, "{{ row.date }}"),
                Column(N_("Meeting"), 68, "{{ row.title }}"),
            ),
        ),
        Heading(1, fixed(N_("Public items"))),
        *digest("meetings"),
        Heading(1, fixed(N_("Regional actions"))),
        *or_nothing(
            "actions",
            table(
                "row",
                "actions",
                Column(N_("No."), 6, "{{ row.number }}"),
                Column(N_("Regional action"), 42, "{{ row.title }}"),
                Column(N_("Strategic line"), 24, "{{ row.lines }}"),
                Column(N_("Lead"), 20, "{{ row.leads }}"),
                Column(N_("Standing"), 12, "{{ row.state }}"),
            ),
        ),
        each(
            "row",
            "actions",
            when(
                "row.note",
                Heading(2, fixed(N_("State of play")) + ": {{ row.title }}"),
                meta("row.noted_on"),
                Rich("row.note"),
            ),
        ),
        Heading(1, fixed(N_("Public engagements"))),
        *or_nothing(
            "engagements",
            table(
                "row",
                "engagements",
                Column(N_("Partner"), 26, "{{ row.partner }}"),
                Column(N_("Engagement"), 34, WHAT),
                Column(N_("Due"), 16, "{{ row.due }}"),
                Column(N_("Status"), 18, STATE),
                Column(N_("Regional action"), 18, "{{ row.action }}"),
            ),
        ),
        charts(),
    )
)
