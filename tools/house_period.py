"""What the house templates over a period say: the month of a college, the half-year of a council."""

from tools.house_bodies import STATE, WHAT, head, line, outcome, referrals
from tools.house_parts import each, p, spacer, table, when

_NONE = "Geen, voor zover geregistreerd."
_DIGEST_META = "{{ item.type }}{% if item.action %} · {{ item.action }}{% endif %}"
_DIGEST_PHASE = "{% if item.phase %} · fase: {{ item.phase }}{% endif %}"


def _or_none(values: str, *inside: str) -> list[str]:
    return [*when(values, *inside), *when(f"not {values}", p(_NONE))]


def _digest(meetings: str) -> list[str]:
    return each(
        "meeting",
        meetings,
        p("{{ meeting.title }} – {{ meeting.date }}", "Heading 2"),
        *when("meeting.source", p("{{ meeting.source }}", "Meta")),
        *when("not meeting.items", p("Geen punten voor deze lezer, voor zover geregistreerd.")),
        *each(
            "item",
            "meeting.items",
            p("{{ item.number }}. {{ item.title }}", "Heading 3"),
            p(_DIGEST_META + _DIGEST_PHASE, "Meta"),
            *when("item.influence", line("Nog te beïnvloeden", "{{ item.influence }}")),
            *outcome("item"),
            *referrals("item"),
        ),
    )


def _charts() -> list[str]:
    """The charts at the end of a paper; one that holds too little to draw is only told."""
    chart = each(
        "chart",
        "charts",
        p("{{ chart.title }}", "Heading 2"),
        *when("chart.picture.svg", p("{{ chart.told }}", "Meta"), p("{{p chart.picture }}")),
        *when("not chart.picture.svg", p("{{ chart.told }}")),
    )
    return when("charts", p("In beeld", "Heading 1"), *chart)


def month_overview() -> list[str]:
    """The month overview: what is coming, own points, what came of the meetings, and what remains to be done."""
    points = (
        ("Punt", 40, "{{ row.title }}"), ("Ingediend", 16, "{{ row.submitted }}"), ("Stand", 18, "{{ row.state }}"),
        ("Waar, of waarom niet", 30, "{{ row.told }}"),
    )  # fmt: skip
    follow_up = (
        ("Wat", 36, "{{ row.what }}"), ("Door", 26, "{{ row.by }}"), ("Gepland", 16, "{{ row.when }}"),
        ("Uit het punt", 26, "{{ row.item }}"),
    )  # fmt: skip
    engagements = (
        ("Engagement", 36, WHAT), ("Soort", 14, "{{ made.kind }}"), ("Tegen", 16, "{{ made.due }}"),
        ("Status", 20, STATE), ("Regionale actie", 18, "{{ made.action }}"),
    )  # fmt: skip
    feedback = (
        ("Punt", 30, "{{ row.title }}"), ("Vergadering", 15, "{{ row.meeting }}"),
        ("Gevraagd", 15, "{{ row.question }}"), ("Open sinds", 15, "{{ row.since }}"),
        ("Antwoord tegen", 15, "{{ row.answer_by }}"), ("Stand", 18, "{{ row.state }}"),
    )  # fmt: skip
    return [
        *head(),
        p("Agenda van de komende vergaderingen", "Heading 1"),
        *_digest("agenda"),
        *when("not agenda", p(_NONE)),
        p("Punten die het college op de agenda wil", "Heading 1"),
        *_or_none("own_points", table("row", "own_points", points)),
        p("Vergaderingen van deze maand", "Heading 1"),
        *_digest("meetings"),
        *when("not meetings", p(_NONE)),
        p("Op te volgen door de gemeente", "Heading 1"),
        *_or_none("follow_up", table("row", "follow_up", follow_up)),
        p("Eigen engagementen die vervallen", "Heading 1"),
        *_or_none("engagements", table("made", "engagements", engagements)),
        p("Openstaande terugkoppeling", "Heading 1"),
        *_or_none("feedback", table("row", "feedback", feedback)),
        spacer(),
        *_charts(),
    ]


def council_report() -> list[str]:
    """The report to the council: public content only."""
    seats = (
        ("Overleg", 44, "{{ row.body }}"), ("Rol", 18, "{{ row.role }}"),
        ("Vertegenwoordigd door", 42, "{{ row.persons }}"),
    )  # fmt: skip
    held = (("Datum", 36, "{{ row.date }}"), ("Vergadering", 68, "{{ row.title }}"))
    actions = (
        ("Nr.", 6, "{{ row.number }}"), ("Regionale actie", 42, "{{ row.title }}"),
        ("Krachtlijn", 24, "{{ row.lines }}"), ("Trekker", 20, "{{ row.leads }}"), ("Stand", 12, "{{ row.state }}"),
    )  # fmt: skip
    engagements = (
        ("Partner", 26, "{{ made.partner }}"), ("Engagement", 34, WHAT), ("Tegen", 16, "{{ made.due }}"),
        ("Status", 18, STATE), ("Regionale actie", 18, "{{ made.action }}"),
    )  # fmt: skip
    return [
        *head(),
        spacer(),
        p("{{ notice }}"),
        *when("seats", p("Waar de gemeente zetelt", "Heading 1"), table("row", "seats", seats)),
        p("Vergaderingen in deze periode", "Heading 1"),
        *_or_none("held", table("row", "held", held)),
        p("Openbare punten", "Heading 1"),
        *_digest("meetings"),
        *when("not meetings", p(_NONE)),
        p("Regionale acties", "Heading 1"),
        *_or_none("actions", table("row", "actions", actions)),
        spacer(),
        *each(
            "row",
            "actions",
            *when(
                "row.note",
                p("Stand van zaken: {{ row.title }}", "Heading 2"),
                p("{{ row.noted_on }}", "Meta"),
                p("{{p row.note }}"),
            ),
        ),
        p("Openbare engagementen", "Heading 1"),
        *_or_none("engagements", table("made", "engagements", engagements)),
        spacer(),
        *_charts(),
    ]
