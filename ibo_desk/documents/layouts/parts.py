"""What several papers say in the same way."""

from typing import Final

from ibo_desk.documents.layout import (
    Box,
    Bullets,
    ChartPart,
    Column,
    Each,
    Heading,
    Line,
    Lines,
    Meta,
    Node,
    Part,
    Rich,
    TitleBlock,
    When,
    Words,
    brackets,
    each,
    fixed,
    meta,
    more,
    numbered,
    table,
    when,
    when_told,
)
from ibo_desk.language import N_

NOTHING: Final = Words(fixed(N_("None, as far as registered.")))
PHASE: Final = Part("item.phase", fixed(N_("phase")) + ": {{ item.phase }}")
INFLUENCE: Final = Line(N_("Can still be influenced"), "item.influence")
WHAT: Final = more("row.what", "row.amount")
STATE: Final = more("row.state", "row.conditions")
# What the frame around every paper says: its foot, and in some forms the number of the page.
DATA_OF: Final = N_("data of")
PAGE: Final = N_("page")
OF_PAGES: Final = N_("of")
FRAME: Final = (DATA_OF, PAGE, OF_PAGES)


def title_block(*more_lines: Line, above: tuple[Node, ...] = ()) -> tuple[Node, ...]:
    """The title block with its lines, those of the paper last; ``above`` is what comes before all lines."""
    return (
        TitleBlock(),
        *above,
        Lines("head.facts"),
        Line(N_("Meant for"), "head.audience"),
        Line(N_("Status"), "head.status"),
        *more_lines,
    )


def item_heading(text: str = "{{ item.number }}. {{ item.title }}") -> Heading:
    """A sub item is indented; its level stays, for its main item may be left out of this paper."""
    return Heading(2, text, sub="item.main")


def item_meta(*more_parts: Part) -> tuple[Node, ...]:
    """What kind of item it is, who brought it in, and whether it was prepared."""
    submitted = Part("item.submitted_by", fixed(N_("brought in by")) + " {{ item.submitted_by }}")
    return (
        meta("item.type", "item.action", "item.layer", submitted, *more_parts),
        when("item.prepared", meta("item.prepared")),
    )


def files(values: str) -> Bullets:
    """Attachments: 3.1 Title (remark)."""
    number = "{% if file.number %}{{ file.number }} {% endif %}"
    return Bullets("file", values, number + brackets("file.title", "file.note"))


def item_files() -> When:
    """The attachments with an item."""
    return when("item.attachments", Heading(3, fixed(N_("Attachments"))), files("item.attachments"))


def outcome(owner: str) -> When:
    """Conclusion, advice or decision under its own name."""
    return when(f"{owner}.outcome", Box(f"{{{{ {owner}.outcome_label }}}}", f"{owner}.outcome"))


def discussion() -> When:
    """What was discussed about an item."""
    return when("item.discussion", Heading(3, fixed(N_("Discussion"))), Rich("item.discussion"))


def positions(owner: str) -> When:
    """Positions as the minutes have them."""
    return when(
        f"{owner}.positions",
        Heading(3, fixed(N_("Positions in the minutes"))),
        table(
            "row",
            f"{owner}.positions",
            Column(N_("Organisation"), 28, "{{ row.organisation }}"),
            Column(N_("Position"), 24, "{{ row.stance }}"),
            Column(N_("Explanation"), 48, "{{ row.text }}"),
        ),
    )


def engagements(owner: str, heading: str) -> tuple[Node, ...]:
    """What was promised, and what came of it since."""
    return (
        when(
            f"{owner}.engagements",
            Heading(3, fixed(heading)),
            table(
                "row",
                f"{owner}.engagements",
                Column(N_("Partner"), 22, "{{ row.partner }}"),
                Column(N_("Engagement"), 40, WHAT),
                Column(N_("Due"), 20, "{{ row.due }}"),
                Column(N_("Status"), 25, STATE),
            ),
        ),
        each("line", f"{owner}.later", Words("{{ line }}")),
    )


def referrals(owner: str) -> When:
    """Where an item goes for a decision."""
    return when(
        f"{owner}.referrals",
        Heading(3, fixed(N_("Competent to decide"))),
        table(
            "row",
            f"{owner}.referrals",
            Column(N_("To be submitted to"), 30, "{{ row.to }}"),
            Column(N_("Question"), 32, "{{ row.question }}"),
            Column(N_("Planned"), 20, "{{ row.planned }}"),
            Column(N_("Outcome"), 20, "{{ row.outcome }}"),
        ),
    )


def digest(meetings: str, heading: str) -> When:
    """Meetings in short, each with its items, under a heading of their own; left out where there is none."""
    return when_told(meetings, heading, digest_items(meetings))


def digest_items(meetings: str, *, named: bool = True) -> Each:
    """Meetings with their items; below the name of their body (``named`` False) a meeting has its day alone."""
    remarks: Meta = meta("item.type", "item.action", PHASE)
    heading = Heading(2, "{{ meeting.title }} – {{ meeting.date }}")
    source = when("meeting.source", meta("meeting.source"))
    return each(
        "meeting",
        meetings,
        *((heading, source) if named else (meta("meeting.date", "meeting.source"),)),
        when(
            "not meeting.items",
            Words(fixed(N_("No items for this reader, as far as registered."))),
        ),
        each(
            "item",
            "meeting.items",
            Heading(3, "{{ item.number }}. {{ item.title }}"),
            remarks,
            INFLUENCE,
            outcome("item"),
            referrals("item"),
        ),
    )


def action_lines(heading: str) -> When:
    """Regional actions, each with one sentence of progress."""
    return when_told(
        "actions",
        heading,
        table(
            "row",
            "actions",
            Column(N_("Regional action"), 32, numbered("row.number", "row.title")),
            Column(N_("Lead"), 24, "{{ row.leads }}"),
            Column(N_("Standing"), 10, "{{ row.state }}"),
            Column(N_("Progress"), 38, brackets("row.progress", "row.told_on")),
        ),
    )


def own_decisions() -> When:
    """What bodies of the municipality did with what the consultation referred to them."""
    return when_told(
        "decisions",
        N_("What the municipality decided"),
        table(
            "row",
            "decisions",
            Column(N_("Done by"), 26, "{{ row.body }}"),
            Column(N_("What"), 44, brackets("row.what", "row.item")),
            Column(N_("Outcome"), 34, "{{ row.outcome }}"),
        ),
    )


def or_nothing(values: str, *inside: Node) -> tuple[Node, ...]:
    """What there is, or the sentence that nothing is registered."""
    return (when(values, *inside), when(f"not {values}", NOTHING))


def charts() -> When:
    """The charts at the end of a paper; a few numbers are a sentence, which says itself what it counts."""
    return when_told(
        "charts",
        N_("In pictures"),
        each(
            "chart",
            "charts",
            when("chart.picture.svg", Heading(2, "{{ chart.title }}")),
            ChartPart("chart"),
        ),
    )
