"""The report to the council: public content only; what there is nothing of is left out."""

from typing import Final

from ibo_desk.documents.layout import (
    Articles,
    Bullets,
    Column,
    Heading,
    Layout,
    Words,
    each,
    stacked,
    table,
    when,
    when_told,
)
from ibo_desk.documents.layouts.parts import (
    STATE,
    WHAT,
    action_lines,
    charts,
    digest_items,
    own_decisions,
    title_block,
)
from ibo_desk.language import N_

LAYOUT: Final = Layout(
    (
        *title_block(),
        when_told("brief", N_("In short"), Bullets("line", "brief", "{{ line }}")),
        Words("{{ notice }}"),
        when_told(
            "bodies",
            N_("What the region did and decided"),
            each(
                "group",
                "bodies",
                Heading(2, "{{ group.body }}"),
                when("group.met", Words("{{ group.met }}")),
                digest_items("group.meetings", named=False),
            ),
        ),
        action_lines(N_("Regional actions")),
        own_decisions(),
        when_told(
            "engagements",
            N_("Confirmed engagements"),
            table(
                "row",
                "engagements",
                Column(N_("Partner"), 28, "{{ row.partner }}"),
                Column(N_("Engagement"), 37, stacked(WHAT, "row.action")),
                Column(N_("Due"), 20, "{{ row.due }}"),
                Column(N_("Status"), 21, STATE),
            ),
            when(
                "promised",
                table(
                    "row",
                    "promised",
                    Column(N_("Confirmed together"), 60, "{{ row.kind }}"),
                    Column(N_("Amount"), 44, "{{ row.amount }}"),
                ),
            ),
        ),
        when_told(
            "coming",
            N_("What comes"),
            table(
                "row",
                "coming",
                Column(N_("Date"), 28, "{{ row.date }}"),
                Column(N_("What"), 76, "{{ row.what }}"),
            ),
        ),
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
        charts(),
        when("articles", Heading(1, "{{ proposal_heading }}"), Articles("articles")),
    )
)
