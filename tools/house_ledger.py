"""What the house template of the ledger of engagements says; its pages lie on their side."""

from typing import Final

from tools.house_bodies import head
from tools.house_parts import each, p, spacer, table, when

LANDSCAPE: Final = 14797  # twentieths of a point between the margins of a page on its side

_WHAT = "{{ made.what }}{% if made.action %} ({{ made.action }}){% endif %}"
_GIVES = "{{ made.kind }}{% if made.amount %}: {{ made.amount }}{% endif %}"


def _more(*fields: str) -> str:
    """Fields that each come on a line of their own where they say something."""
    return "".join(f"{{% if made.{field} %}}\n{{{{ made.{field} }}}}{{% endif %}}" for field in fields)


def ledger() -> list[str]:
    """Per partner what was promised; the totals only where they were asked for."""
    lines = (
        ("Engagement", 34, _WHAT), ("Bijdrage", 21, _GIVES + _more("plan", "payments")),
        ("Tegen", 15, "{{ made.due }}" + _more("periods")),
        ("Status", 19, "{{ made.state }}" + _more("conditions")), ("Gemaakt in", 15, "{{ made.made_at }}"),
        ("Opvolging", 18, "{{ made.follow_up }}"),
    )  # fmt: skip
    totals = (
        ("Partner", 36, "{{ row.partner }}"), ("Geld", 16, "{{ row.money }}"), ("Personeel", 16, "{{ row.staff }}"),
        ("Open", 10, "{{ row.open }}"), ("Nagekomen", 14, "{{ row.kept }}"),
        ("Niet nagekomen", 16, "{{ row.not_kept }}"), ("Ingetrokken", 14, "{{ row.withdrawn }}"),
    )  # fmt: skip
    return [
        *head(),
        spacer(),
        p("{{ notice }}"),
        p("Engagementen per partner", "Heading 1"),
        *when("not partners", p("Geen, voor zover geregistreerd.")),
        *each(
            "group",
            "partners",
            p("{{ group.partner }}", "Heading 2"),
            table("made", "group.lines", lines, LANDSCAPE),
            spacer(),
        ),
        *when(
            "totals",
            p("Totalen per partner", "Heading 1"),
            p("{{ totals_notice }}"),
            table("row", "totals", totals, LANDSCAPE),
        ),
        spacer(),
    ]
