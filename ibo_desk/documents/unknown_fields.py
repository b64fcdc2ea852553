"""Which fields a template asks, compared with the fields there are; without filling anything."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from jinja2 import nodes

from ibo_desk.documents.fields import field_types, row_type

_ANY: Final = object()  # a value of which nothing is known: the result of a filter, a text
Names = Mapping[str, object]


def unknown_fields(tree: nodes.Template, names: Names) -> Iterator[tuple[int, str]]:
    """Line of the source and name of each field that does not exist."""
    yield from _body(tree.body, dict(names))


def _body(body: Iterable[nodes.Node], names: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for node in body:
        if isinstance(node, nodes.For):
            yield from _loop(node, names)
        elif isinstance(node, nodes.If):
            yield from _expression(node.test, names)
            for part in (node.body, node.elif_, node.else_):
                yield from _body(part, names)
        elif isinstance(node, nodes.Assign):
            yield from _expression(node.node, names)
            if isinstance(node.target, nodes.Name):
                names[node.target.name] = _type(node.node, names)
        else:
            yield from _expression(node, names)


def _loop(node: nodes.For, names: dict[str, Any]) -> Iterator[tuple[int, str]]:
    yield from _expression(node.iter, names)
    inside = {**names, "loop": _ANY}
    if isinstance(node.target, nodes.Name):
        inside[node.target.name] = row_type(_type(node.iter, names)) or _ANY
    if node.test is not None:
        yield from _expression(node.test, inside)
    yield from _body(node.body, inside)
    yield from _body(node.else_, names)


def _expression(node: nodes.Node, names: Names) -> Iterator[tuple[int, str]]:
    """The unknown names in an expression, the innermost first."""
    if isinstance(node, nodes.Name):
        if node.name not in names:
            yield node.lineno, node.name
        return
    for child in node.iter_child_nodes():
        yield from _expression(child, names)
    if isinstance(node, nodes.Getattr):
        owner = _type(node.node, names)
        if owner not in (None, _ANY) and _member(owner, node.attr) is None:
            yield node.lineno, _path(node)


def _type(node: nodes.Node, names: Names) -> Any:
    """The type of what an expression gives; None when it is unknown because of a mistake that is already told."""
    if isinstance(node, nodes.Name):
        return names.get(node.name)
    if isinstance(node, nodes.Getattr):
        owner = _type(node.node, names)
        return owner if owner in (None, _ANY) else _member(owner, node.attr)
    if isinstance(node, nodes.Getitem):
        return row_type(_type(node.node, names)) or _ANY
    return _ANY


def _member(owner: Any, name: str) -> Any:
    known: Names = field_types(owner) if hasattr(owner, "__dataclass_fields__") else {}
    return known.get(name)


def _path(node: nodes.Getattr) -> str:
    inner = node.node
    start = _path(inner) if isinstance(inner, nodes.Getattr) else getattr(inner, "name", "…")
    return f"{start}.{node.attr}"
