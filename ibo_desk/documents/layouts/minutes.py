"""The minutes: who, what per item, then the overviews that people look up afterwards."""

from typing import Final

from ibo_desk.documents.layout import (
    Bullets,
    Column,
    Heading,
    Layout,
    Line,
    Rich,
    Signatures,
    When,
    Words,
    each,
    fixed,
    table,
    when,
    when_told,
)
from ibo_desk.documents.layouts.parts import (
    STATE,
    WHAT,
    discussion,
    engagements,
    files,
    item_heading,
    item_meta,
    outcome,
    positions,
    referrals,
    title_block,
)
from ibo_desk.language import N_

_CHAIRS: Final = (
    "{% for chair in chairs %}{{ chair }}{% if not loop.last %} "
    + fixed(N_("and"))
    + " {% endif %}{% endfor %}"
)


def _follow_ups() -> When:
    return when(
        "item.follow_ups",
        Heading(3, fixed(N_("Engagements followed up"))),
        table(
            "row",
            "item.follow_ups",
            Column(N_("Partner"), 20, "{{ row.partner }}"),
            Column(N_("Engagement"), 27, "{{ row.what }}"),
            Column(N_("Made in"), 16, "{{ row.made_at }}"),
            Column(N_("Status"), 15, "{{ row.state }}"),
            Column(N_("What was said"), 28, "{{ row.said }}"),
        ),
    )


LAYOUT: Final = Layout(
    (
        *title_block(
            Line(N_("Chair"), "chairs", _CHAIRS),
            Line(N_("Reporter"), "secretary"),
        ),
        when("notice", Words("{{ notice }}", "boxed")),
        when_told(
            "attendance",
            N_("Attendance"),
            each(
                "group",
                "attendance",
                when(
                    "group.rows",
                    Heading(2, "{{ group.label }}"),
                    table(
                        "row",
                        "group.rows",
                        Column(N_("Organisation"), 32, "{{ row.organisation }}"),
                        Column(N_("Name"), 27, "{{ row.person }}"),
                        Column(N_("Capacity"), 23, "{{ row.capacity }}"),
                        Column(N_("Remark"), 22, "{{ row.note }}"),
                    ),
                ),
            ),
        ),
        Heading(1, fixed(N_("Minutes per item"))),
        when("opened", Words("{{ opened }}")),
        each(
            "item",
            "items",
            item_heading(),
            *item_meta(),
            Rich("item.introduction"),
            discussion(),
            outcome("item"),
            positions("item"),
            _follow_ups(),
            *engagements("item", N_("Engagements")),
            referrals("item"),
        ),
        when("closed", Words("{{ closed }}")),
        when_told(
            "engagements",
            N_("Overview of the engagements"),
            table(
                "row",
                "engagements",
                Column(N_("Item"), 6, "{{ row.item }}"),
                Column(N_("Partner"), 18, "{{ row.partner }}"),
                Column(N_("Engagement"), 43, WHAT),
                Column(N_("Due"), 20, "{{ row.due }}"),
                Column(N_("Status"), 20, STATE),
            ),
        ),
        when_told(
            "referrals",
            N_("Overview of the referrals"),
            table(
                "row",
                "referrals",
                Column(N_("Item"), 7, "{{ row.item }}"),
                Column(N_("To be submitted to"), 30, "{{ row.to }}"),
                Column(N_("Question"), 31, "{{ row.question }}"),
                Column(N_("Planned"), 20, "{{ row.planned }}"),
                Column(N_("Outcome"), 14, "{{ row.outcome }}"),
            ),
        ),
        when_told("next_meeting", N_("Next meeting"), Words("{{ next_meeting }}")),
        when_told("feedback_to", N_("To be fed back to"), Bullets("reader", "feedback_to", "{{ reader }}")),
        when_told("attachments", N_("Attachments"), files("attachments")),
        when_told("signatures", N_("Signatures"), Signatures("signatures")),
    )
)
