"""The attendance list to sign: who is expected for which body, and lines for guests to fill in."""

# ruff: noqa: RUF009  the helpers only make a dataclasses.field()

from dataclasses import dataclass
from typing import Final

from ibo_desk.documents.content_rows import Head, listed, optional, required
from ibo_desk.documents.layout import Column, Heading, Layout, fixed, table
from ibo_desk.documents.layouts.parts import title_block
from ibo_desk.language import N_

_GUEST_LINES: Final = 6  # empty, for who comes along


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """One line to sign on."""

    organisation: str = required(N_("Body or organisation that is represented"))
    person: str = optional(N_("Name of the person; empty when nobody was named"))
    capacity: str = optional(N_("Capacity of the person"))
    signature: str = optional(N_("What stands where one signs: empty, or that the person is excused"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """Who is expected at a meeting, to sign."""

    head: Head = required(N_("Title block"))
    members: tuple[Signer, ...] = listed(N_("Those who sit in the body, as invited"))
    guests: tuple[Signer, ...] = listed(N_("Guests who were invited"))


_COLUMNS: Final = (
    Column(N_("Represented body"), 30, "{{ row.organisation }}"),
    Column(N_("Name"), 25, "{{ row.person }}"),
    Column(N_("Capacity"), 21, "{{ row.capacity }}"),
    Column(N_("Signature"), 28, "{{ row.signature }}"),
)
LAYOUT: Final = Layout(
    (
        *title_block(),
        Heading(1, fixed(N_("Members and delegates"))),
        table("row", "members", *_COLUMNS, tall=True),
        Heading(1, fixed(N_("Guests"))),
        table("row", "guests", *_COLUMNS, tall=True, empty=_GUEST_LINES),
    )
)
