"""The content of the ledger of engagements as a paper: per partner what was promised, and totals when asked for."""

# ruff: noqa: RUF009  the three helpers only make a dataclasses.field()

from dataclasses import dataclass

from ibo_desk.documents.content_rows import Head, listed, optional, required
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One share of one partner; ``payments`` only for shares of money."""

    what: str = required(N_("What the partner promises"))
    action: str = optional(N_("Regional action concerned"))
    kind: str = optional(N_("Kind of engagement, for example: knowledge"))
    amount: str = optional(N_("Amount with its budget year, or staff in FTE"))
    plan: str = optional(N_("Whether the money stands in the multi-year plan"))
    payments: str = optional(N_("Payments that were planned and noted"))
    due: str = optional(N_("By when; the next day for what recurs"))
    periods: str = optional(N_("How many past periods were kept, for what recurs"))
    state: str = optional(N_("State of the engagement, for example: confirmed"))
    conditions: str = optional(N_("Under which condition, and who confirmed it when"))
    made_at: str = optional(N_("Meeting and item in which it was made"))
    follow_up: str = optional(N_("Where it was followed up, and how it stood there"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPartner:
    """A partner with its shares, those due first first."""

    partner: str = required(N_("Partner that engages itself"))
    lines: tuple[LedgerLine, ...] = listed(N_("Engagements of the partner"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTotal:
    """What one partner, or some together, promise of one kind; what is confirmed stands on its own."""

    partner: str = required(N_("Partner, or which partners together"))
    open: str = optional(N_("How many engagements are open; with the first line of the partner only"))
    kind: str = required(N_("What is added up: one kind of engagement, and how often it recurs"))
    confirmed: str = optional(N_("What was confirmed, together"))
    conditional: str = optional(N_("What was promised under a condition, together"))
    proposed: str = optional(N_("What was only proposed, together"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The engagements that a reader may know of, grouped by partner in order of name."""

    head: Head = required(N_("Title block"))
    municipality: str = optional(N_("Name of the municipality; empty in a ledger of all partners"))
    notice: str = required(N_("What the ledger holds, as a sentence"))
    partners: tuple[LedgerPartner, ...] = listed(N_("Partners with their engagements, by name"))
    totals: tuple[LedgerTotal, ...] = listed(N_("Totals per partner and together; empty unless asked for"))
    totals_notice: str = optional(N_("What the totals count, as a sentence"))
