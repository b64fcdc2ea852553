"""What the lower rooms say to others is typed: no ``Any`` and no container of unknown content in a public signature.

mypy says nothing of an ``Any`` that somebody wrote: it believes whatever is done with the value from there on.
"""

import ast
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import ibo_desk

PACKAGE: Final = Path(ibo_desk.__file__).parent
ROOMS: Final = ("data", "services", "documents")
BARE: Final = frozenset({
    "Callable", "Collection", "Generator", "Iterable", "Iterator", "Mapping", "MutableMapping", "Sequence", "Set",
    "deque", "defaultdict", "dict", "frozenset", "list", "set", "tuple", "type",
})  # fmt: skip
EXEMPT: Final = {
    "documents/content_rows.py: required: Any": "stands for a field of any type, as dataclasses.field does",
    "services/packages/looking.py: Looked.here: Any": "a value of JSON: which one follows from the table and field",
    "services/packages/looking.py: Looked.theirs: Any": "a value of JSON: which one follows from the table and field",
    "services/packages/return_file.py: Operation.value: Any": "a value of JSON, checked before it is taken over",
    "services/setup/example_shelf.py: sheet: Any": "tables of TOML, as tomllib gives them",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def faults(source: str) -> list[str]:
    """Each public name of a module with what its signature does not say: "Shelf.find: Any", "names: list"."""
    return [
        f"{name}: {word}"
        for name, annotation in _said(ast.parse(source).body, "")
        for word in _untold(annotation)
    ]


def _said(body: list[ast.stmt], place: str) -> Iterator[tuple[str, ast.expr]]:
    """The annotations that others see, each with the name that has it."""
    for node in body:
        match node:
            case ast.ClassDef(name=name) if _is_public(name):
                yield from (
                    (f"{place}{name}", base) for base in node.bases if isinstance(base, ast.Subscript)
                )
                yield from _said(node.body, f"{place}{name}.")
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if _is_public(name):
                yield from ((f"{place}{name}", annotation) for annotation in _of_function(node))
                yield from ((f"{place}{attribute}", annotation) for attribute, annotation in _of_self(node))
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if _is_public(name):
                yield f"{place}{name}", annotation
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() | ast.BinOp() as alias):
                if _is_public(name) and any(word == "Any" for word in _untold(alias)):
                    yield f"{place}{name}", alias


def _is_public(name: str) -> bool:
    return not name.startswith("_") or (name.startswith("__") and name.endswith("__"))


def _of_function(function: Function) -> Iterator[ast.expr]:
    said = function.args
    arguments = [*said.posonlyargs, *said.args, *said.kwonlyargs, said.vararg, said.kwarg]
    yield from (argument.annotation for argument in arguments if argument is not None and argument.annotation)
    if function.returns is not None:
        yield function.returns


def _of_self(function: Function) -> Iterator[tuple[str, ast.expr]]:
    """The attributes that a method declares on its object."""
    for node in ast.walk(function):
        match node:
            case ast.AnnAssign(target=ast.Attribute(value=ast.Name(id="self"), attr=name)) if _is_public(
                name
            ):
                yield name, node.annotation


def _untold(annotation: ast.AST) -> Iterator[str]:
    """``Any``, and containers that do not say of what."""
    match annotation:
        case ast.Constant(value=str() as text):
            with suppress(SyntaxError):  # the words of a Literal, or a key, name no type
                yield from _untold(ast.parse(text, mode="eval").body)
        case ast.Name(id=word) | ast.Attribute(attr=word):
            if word == "Any" or word in BARE:
                yield word
        case ast.Subscript():
            yield from _untold(annotation.slice)
        case _:
            for part in ast.iter_child_nodes(annotation):
                yield from _untold(part)


def test_nothing_public_is_untyped() -> None:
    untold = {
        f"{path.relative_to(PACKAGE).as_posix()}: {fault}"
        for room in ROOMS
        for path in (PACKAGE / room).rglob("*.py")
        for fault in faults(path.read_text(encoding="utf-8"))
    }
    assert sorted(untold - EXEMPT.keys()) == []
    assert sorted(EXEMPT.keys() - untold) == []  # an exemption that nothing needs any more goes


def test_what_is_found() -> None:
    source = """
Values = Mapping[str, Any]
_Own = Mapping[str, Any]
known: dict = {}
LIMIT = DEFAULTS["at most"]

class Shelf(Base[Any]):
    rows: "list[Any] | None"
    side: Literal["not yet"]
    _cache: Any

    def __init__(self) -> None:
        self.found: set = set()
        self._kept: Any = None

    def find(self, name: str, *names: object, **values: Any) -> tuple[int, ...]: ...
    def _look(self, name: Any) -> Any: ...

class _Hidden:
    def find(self, name: Any) -> Any: ...

def each(of: Callable[[int], Sequence]) -> Iterator[object]: ...
"""
    assert faults(source) == [
        "Values: Any", "known: dict", "Shelf: Any", "Shelf.rows: Any", "Shelf.found: set", "Shelf.find: Any",
        "each: Sequence",
    ]  # fmt: skip
