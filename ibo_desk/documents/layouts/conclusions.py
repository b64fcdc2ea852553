"""The list of conclusions of a meeting: what came of each item, and nothing else."""

# ruff: noqa: RUF009  the helpers only make a dataclasses.field()

from dataclasses import dataclass
from typing import Final

from ibo_desk.documents.content_rows import Engagement, Head, Referral, listed, optional, required
from ibo_desk.documents.layout import Heading, Layout, each, fixed
from ibo_desk.documents.layouts.parts import engagements, or_nothing, outcome, referrals, title_block
from ibo_desk.documents.rich_text import Blocks
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What came of one item."""

    number: str = required(N_("Number of the item"))
    title: str = required(N_("Title of the item"))
    outcome_label: str = optional(N_("Heading of the outcome: Conclusion, Advice, Decision or Takes note"))
    outcome: Blocks = listed(N_("The outcome of the item"))
    referrals: tuple[Referral, ...] = listed(N_("Where the item was submitted for a decision"))
    engagements: tuple[Engagement, ...] = listed(N_("Engagements made in this item"))
    later: tuple[str, ...] = listed(N_("What happened to these engagements since the meeting, as sentences"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusions:
    """What came of a meeting, item by item."""

    head: Head = required(N_("Title block"))
    items: tuple[Conclusion, ...] = listed(N_("Items of which something came"))


LAYOUT: Final = Layout(
    (
        *title_block(),
        Heading(1, fixed(N_("Agenda items"))),
        *or_nothing(
            "items",
            each(
                "item",
                "items",
                Heading(2, "{{ item.number }}. {{ item.title }}"),
                outcome("item"),
                referrals("item"),
                *engagements("item", N_("Engagements")),
            ),
        ),
    )
)
