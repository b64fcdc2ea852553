"""A rule of the domain stands once: which states count together has one name there, and nobody lists them again."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import ibo_desk

PACKAGE: Final = Path(ibo_desk.__file__).parent
# The same members where another thing is meant.
EXEMPT: Final = {
    "EngagementState.KEPT, EngagementState.RUNNING": "what a list says of an action; which state may follow which",
    "MemberRole.CHAIR, MemberRole.CO_CHAIR, MemberRole.MEMBER": "which of two roles counts; who has a seat",
    "Outcome.APPROVED, Outcome.NOTED": "what is no conclusion of its own; what needs no words",
}


def together(source: str) -> Iterator[str]:
    """The members of one enumeration that stand together in a set, list or tuple, by name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Set(elts=members) | ast.List(elts=members) | ast.Tuple(elts=members) if len(members) > 1:
                names = [
                    f"{owner}.{name}"
                    for member in members
                    for owner, name in [_member(member)]
                    if owner[:1].isupper() and name.isupper()
                ]
                if len(names) == len(members) and len({name.split(".")[0] for name in names}) == 1:
                    yield ", ".join(sorted(names))


def _member(node: ast.expr) -> tuple[str, str]:
    match node:
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return owner, name
        case _:
            return "", ""


@pytest.mark.long
def test_no_two_files_list_the_same_members() -> None:
    places: defaultdict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for names in together(path.read_text(encoding="utf-8")):
            places[names].add(path.relative_to(PACKAGE).as_posix())
    twice = {names: sorted(files) for names, files in places.items() if len(files) > 1}
    assert {names: files for names, files in twice.items() if names not in EXEMPT} == {}
    assert EXEMPT.keys() - twice.keys() == set()  # an exemption that nothing needs any more goes


def test_what_is_found() -> None:
    source = """
AHEAD = frozenset({State.PLANNED, State.AGENDA_SENT})
query.where(column.in_([State.AGENDA_SENT, State.PLANNED]))
one = (State.HELD,)
mixed = (State.HELD, Kind.IBO)
other = {State.HELD, "closed"}
"""
    assert list(together(source)) == ["State.AGENDA_SENT, State.PLANNED"] * 2
