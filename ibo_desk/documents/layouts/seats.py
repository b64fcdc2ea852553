"""Where a municipality sits, and by whom: every body it takes part in, with its form and its term (R25)."""

# ruff: noqa: RUF009  the helpers only make a dataclasses.field()

from dataclasses import dataclass
from typing import Final

from ibo_desk.documents.content_rows import Head, listed, optional, required
from ibo_desk.documents.layout import Bullets, Column, Layout, Words, stacked, table, when_told
from ibo_desk.documents.layouts.parts import title_block
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A body in which the municipality sits."""

    body: str = required(N_("Name of the body"))
    form: str = optional(N_("Legal form of the body, where one was registered"))
    role: str = required(N_("As what the municipality sits there, for example: member"))
    persons: str = optional(N_("Who sits there for the municipality"))
    nobody: str = optional(N_("That nobody was registered, where that is so"))
    term: str = optional(N_("Until when the seat or the body lasts, where that is known"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatList:
    """All bodies in which a municipality sits, and by whom."""

    head: Head = required(N_("Title block"))
    municipality: str = required(N_("Name of the municipality"))
    notice: str = required(N_("What the list holds, as a sentence"))
    seats: tuple[Seat, ...] = listed(N_("Bodies in which the municipality sits"))
    to_check: tuple[str, ...] = listed(N_("What the municipality has to see to, a line for each body"))


LAYOUT: Final = Layout(
    (
        *title_block(),
        Words("{{ notice }}"),
        when_told("to_check", N_("To see to"), Bullets("line", "to_check", "{{ line }}")),
        when_told(
            "seats",
            N_("Bodies"),
            table(
                "row",
                "seats",
                Column(N_("Body"), 36, stacked("{{ row.body }}", "row.form")),
                Column(N_("Sits there as"), 18, "{{ row.role }}"),
                Column(N_("By whom"), 30, "{{ row.persons }}{{ row.nobody }}"),
                Column(N_("Until"), 16, "{{ row.term }}"),
            ),
        ),
    )
)
