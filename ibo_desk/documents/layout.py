"""What stands in a paper and in which order, said once: HTML, text and PDF print it, the house template for Word too.

A text is a template with the fields of the content, ``{{ item.title }}``, and fixed words between double brackets
(``fixed``). Fixed words are English message ids; the catalogue has them in the language of the paper. A value or a
condition is an expression over the same fields.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_FIXED: Final = re.compile(r"\[\[(.+?)\]\]")


def fixed(message: str) -> str:
    """A label or a word that every paper of the kind says; ``message`` is marked with ``N_``."""
    return f"[[{message}]]"


def label_key(message: str) -> str:
    """The name that a template calls a label by: "Asked of the college" is ``labels.asked_of_the_college``."""
    key = re.sub(r"[^a-z0-9]+", "_", message.lower()).strip("_")
    return f"{key}_" if key in _KEYWORDS else key


_KEYWORDS: Final = frozenset(
    {"and", "or", "not", "in", "is", "if", "else", "for", "from", "import", "as", "with"}
)


def with_labels(text: str) -> str:
    """The text as a template that asks its fixed words from ``labels``."""
    return _FIXED.sub(lambda match: f"{{{{ labels.{label_key(match[1])} }}}}", text)


# --- texts that are made of several fields


def more(value: str, second: str) -> str:
    """ "knowledge: two days"; each of the two may be empty."""
    return f"{{{{ {value} }}}}{{% if {second} %}}{{% if {value} %}}: {{% endif %}}{{{{ {second} }}}}{{% endif %}}"


def brackets(value: str, second: str) -> str:
    """ "Bridge (added later)"; the second may be empty."""
    return f"{{{{ {value} }}}}{{% if {second} %}} ({{{{ {second} }}}}){{% endif %}}"


def numbered(number: str, text: str) -> str:
    """ "4. Bridge"; the number may be empty."""
    return f"{{% if {number} %}}{{{{ {number} }}}}. {{% endif %}}{{{{ {text} }}}}"


def stacked(first: str, *values: str) -> str:
    """A ready text, and below it each value that says something on a line of its own."""
    return first + "".join(f"{{% if {value} %}}\n{{{{ {value} }}}}{{% endif %}}" for value in values)


# --- the parts


@dataclass(frozen=True)
class TitleBlock:
    """Body, title, line under it and the mark of sample data, from ``head``."""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1, 2 or 3; one that is ``sub`` is indented under the condition."""

    level: int
    text: str
    sub: str = ""


@dataclass(frozen=True)
class Words:
    """A paragraph of one text; ``look`` is "", "notice" (to be seen first), "boxed" or "blank" (to fill in)."""

    text: str
    look: str = ""


@dataclass(frozen=True)
class Part:
    """A value in a row of small remarks; ``text`` where it says more than the value alone."""

    value: str
    text: str = ""

    @property
    def shown(self) -> str:
        return self.text or f"{{{{ {self.value} }}}}"


@dataclass(frozen=True)
class Meta:
    """Small remarks on one line with dots between; those without a value are left out."""

    parts: tuple[Part, ...]


def meta(*parts: str | Part) -> Meta:
    """Remarks on one line."""
    return Meta(tuple(part if isinstance(part, Part) else Part(part) for part in parts))


@dataclass(frozen=True)
class Rich:
    """Running text of the content."""

    value: str


@dataclass(frozen=True)
class Line:
    """A label and its value beside it, left out without a value; ``text`` where it says more than the value."""

    label: str
    value: str
    text: str = ""

    @property
    def shown(self) -> str:
        return self.text or f"{{{{ {self.value} }}}}"


@dataclass(frozen=True)
class Lines:
    """Lines whose labels stand in the content."""

    values: str


@dataclass(frozen=True)
class Box:
    """What has to be seen at a glance: a label above rich text (``value``) or above words (``text``)."""

    label: str
    value: str
    text: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its heading (a message id), its share of the width and the text of its cells."""

    heading: str
    share: int
    text: str


@dataclass(frozen=True)
class Table:
    """A row for each value; ``empty`` adds that many rows to fill in by hand, ``tall`` ones leave room to write."""

    row: str
    values: str
    columns: tuple[Column, ...]
    empty: int = 0
    tall: bool = False

    @property
    def to_fill_in(self) -> bool:
        """Whether people write in it by hand; in another table a column that says nothing is left out."""
        return self.tall or self.empty > 0


def table(row: str, values: str, *columns: Column, empty: int = 0, tall: bool = False) -> Table:
    """A table of a list; ``row`` is what the texts of the columns call one of its rows."""
    return Table(row, values, columns, empty, tall)


@dataclass(frozen=True)
class Bullets:
    """A list with one line for each value."""

    row: str
    values: str
    text: str


@dataclass(frozen=True)
class Articles:
    """Articles of a proposed decision, with their numbers in front."""

    values: str


@dataclass(frozen=True)
class ChartPart:
    """A chart with what it shows; without a drawing only the words."""

    value: str


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, side by side."""

    values: str


@dataclass(frozen=True)
class Each:
    """The parts inside, for each value."""

    row: str
    values: str
    inside: "tuple[Node, ...]"


@dataclass(frozen=True)
class When:
    """The parts inside, where the condition holds."""

    condition: str
    inside: "tuple[Node, ...]"


Node = (
    TitleBlock | Heading | Words | Meta | Rich | Line | Lines | Box | Table | Bullets | Articles | ChartPart
    | Signatures | Each | When
)  # fmt: skip


def each(row: str, values: str, *inside: Node) -> Each:
    """The parts inside for each value, which they call ``row``."""
    return Each(row, values, inside)


def when(condition: str, *inside: Node) -> When:
    """The parts inside where the condition holds."""
    return When(condition, inside)


def when_told(value: str, heading: str, *inside: Node) -> When:
    """A heading of the first level with the parts under it, left out where there is nothing to tell."""
    return When(value, (Heading(1, fixed(heading)), *inside))


@dataclass(frozen=True)
class Layout:
    """A paper from title to end; a ``wide`` one lies on its side."""

    nodes: tuple[Node, ...]
    wide: bool = field(default=False, kw_only=True)

    def labels(self) -> dict[str, str]:
        """The message ids of the fixed words by the name that templates call them by."""
        return {label_key(message): message for message in _messages(self.nodes)}


def _messages(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Each | When):
            yield from _messages(node.inside)
        elif isinstance(node, Table):
            yield from (column.heading for column in node.columns)
            yield from (message for column in node.columns for message in _FIXED.findall(column.text))
        elif isinstance(node, Meta):
            yield from (message for part in node.parts for message in _FIXED.findall(part.text))
        else:
            if isinstance(node, Line):
                yield node.label
            for name in ("text", "label"):
                yield from _FIXED.findall(getattr(node, name, ""))
