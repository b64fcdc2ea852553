"""The ledger of engagements: per partner what was promised; the totals only where they were asked for."""

from typing import Final

from ibo_desk.documents.layout import (
    Column,
    Heading,
    Layout,
    Words,
    brackets,
    each,
    fixed,
    more,
    stacked,
    table,
    when,
    when_told,
)
from ibo_desk.documents.layouts.parts import NOTHING, title_block
from ibo_desk.language import N_

LAYOUT: Final = Layout(
    (
        *title_block(),
        Words("{{ notice }}"),
        Heading(1, fixed(N_("Engagements per partner"))),
        when("not partners", NOTHING),
        each(
            "group",
            "partners",
            Heading(2, "{{ group.partner }}"),
            table(
                "row",
                "group.lines",
                Column(N_("Engagement"), 34, brackets("row.what", "row.action")),
                Column(
                    N_("Contribution"),
                    21,
                    stacked(more("row.kind", "row.amount"), "row.plan", "row.payments"),
                ),
                Column(N_("Due"), 15, stacked("{{ row.due }}", "row.periods")),
                Column(N_("Status"), 19, stacked("{{ row.state }}", "row.conditions")),
                Column(N_("Made in"), 15, "{{ row.made_at }}"),
                Column(N_("Follow-up"), 18, "{{ row.follow_up }}"),
            ),
        ),
        when_told(
            "totals",
            N_("Totals per partner"),
            Words("{{ totals_notice }}"),
            table(
                "row",
                "totals",
                Column(N_("Partner"), 36, stacked("{{ row.partner }}", "row.open")),
                Column(N_("Contribution"), 26, "{{ row.kind }}"),
                Column(N_("Confirmed"), 20, "{{ row.confirmed }}"),
                Column(N_("Conditional"), 20, "{{ row.conditional }}"),
                Column(N_("Proposed"), 20, "{{ row.proposed }}"),
            ),
        ),
    ),
    wide=True,
)
