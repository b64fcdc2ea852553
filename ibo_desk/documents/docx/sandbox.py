"""Jinja with almost everything taken out: templates come from anywhere, so they may only read fields and loop.

No calls, no attributes but the fields of a row, a closed list of filters and tests, and bounds on steps, time and
size. What is left of the language is checked on the syntax tree, before any of it runs.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from jinja2 import StrictUndefined, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ibo_desk.domain import bounds

_CHARACTERS_PER_STEP: Final = 500
_MAX_NUMBER: Final = 10**12
_LOOP: Final = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0"})
_JINJA_OWN: Final = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
    nodes.Test, nodes.Assign, nodes.Tuple, nodes.List, nodes.Add, nodes.Sub, nodes.Mul, nodes.Mod, nodes.FloorDiv,
    nodes.Concat, nodes.Neg, nodes.Pos, nodes.Keyword,
)  # fmt: skip
OPEN, CLOSE, BLOCK_OPEN, BLOCK_CLOSE, REMARK_OPEN, REMARK_CLOSE = (chr(0xFDD0 + place) for place in range(6))


class TooMuchError(SecurityError):
    """A template asks more steps, time or text than any paper needs."""


@dataclass(slots=True)
class Meter:
    """What one rendering has used; handed to the template as ``_meter``."""

    deadline: float
    steps: int = 0
    size: int = 0

    @classmethod
    def started(cls) -> "Meter":
        """A meter that starts now."""
        return cls(time.monotonic() + bounds.TEMPLATE_SECONDS)

    def step(self, size: int = 0) -> None:
        """One step, and more for a text of ``size`` characters."""
        self.steps += 1 + size // _CHARACTERS_PER_STEP
        if self.steps > bounds.TEMPLATE_STEPS or time.monotonic() > self.deadline:
            raise TooMuchError("steps")

    def add(self, text: str) -> str:
        self.size += len(text)
        self.step()
        if self.size > bounds.TEMPLATE_OUTPUT:
            raise TooMuchError("size")
        return text


class PaperEnvironment(ImmutableSandboxedEnvironment):
    """Reads fields of rows (dataclasses and mappings), nothing else."""

    intercepted_binops = frozenset({"+", "-", "*", "%", "//"})

    def __init__(
        self, finalize: Callable[[object], object], filters: Mapping[str, Callable[..., object]]
    ) -> None:
        super().__init__(
            variable_start_string=OPEN, variable_end_string=CLOSE,
            block_start_string=BLOCK_OPEN, block_end_string=BLOCK_CLOSE,
            comment_start_string=REMARK_OPEN, comment_end_string=REMARK_CLOSE,
            autoescape=True, undefined=StrictUndefined, finalize=finalize,
            optimized=False, keep_trailing_newline=True, loader=None, cache_size=0,
        )  # fmt: skip
        self.filters = {**_FILTERS, **filters}
        self.tests = {name: self.tests[name] for name in ("defined", "undefined", "none", "odd", "even")}
        self.globals = {}

    def getattr(self, obj: object, attribute: str) -> object:
        return _field(self, obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        if (
            isinstance(obj, (list, tuple, str))
            and isinstance(argument, int)
            and -len(obj) <= argument < len(obj)
        ):
            return obj[argument]
        return _field(self, obj, argument)

    def is_safe_callable(self, obj: object) -> bool:
        return False

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            _spend(context, len(left) + len(right))
            return _bounded(left + right)
        for side in (left, right):
            if isinstance(side, Undefined):
                str(side)  # names the field that is unknown
            if type(side) is not int:
                raise SecurityError("operator")
        result = super().call_binop(context, operator, left, right)
        if abs(result) > _MAX_NUMBER:
            raise TooMuchError("number")
        return result


def _field(environment: PaperEnvironment, obj: Any, name: object) -> object:
    if isinstance(obj, Undefined):
        return getattr(obj, str(name))  # names the field that is unknown
    known = getattr(type(obj), "__dataclass_fields__", None)
    if known is not None and isinstance(name, str) and (name in known or name in _properties(obj.__class__)):
        return getattr(obj, name)
    if isinstance(obj, Mapping) and name in obj:
        return obj[name]
    if isinstance(obj, LoopContext) and name in _LOOP:
        return getattr(obj, name)
    return environment.undefined(obj=obj, name=str(name))


@cache
def _properties(owner: Any) -> frozenset[str]:
    return frozenset(name for name, value in vars(owner).items() if isinstance(value, property))


def prepare(tree: nodes.Template) -> nodes.Template:
    """The tree, refused when it holds anything but fields and loops, and with every loop and join metered."""
    for node in _every(tree, 0, 0):
        refused = refusal(node)
        if refused:
            error = SecurityError(refused)
            error.lineno = node.lineno  # type: ignore[attr-defined]
            raise error
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = nodes.Filter(loop.iter, "_steps", [], [], None, None, lineno=loop.lineno)
    _meter_expressions(tree)
    return tree


def refusal(node: nodes.Node) -> str:
    """Why this piece of a template is not allowed: a word for the error; empty when it is."""
    if not isinstance(node, _ALLOWED):
        return type(node).__name__.lower()
    name = getattr(node, "attr", None) or getattr(node, "name", "")
    if isinstance(node, (nodes.Getattr, nodes.Name)) and (str(name).startswith("_") or name in _JINJA_OWN):
        return "private"
    if isinstance(node, nodes.For) and node.recursive:
        return "recursive"
    if isinstance(node, nodes.Assign) and not isinstance(node.target, nodes.Name):
        return "assign"
    return ""


def _every(node: nodes.Node, depth: int, loops: int) -> Iterator[nodes.Node]:
    loops += isinstance(node, nodes.For)
    if depth > bounds.TEMPLATE_NESTING or loops > bounds.TEMPLATE_LOOPS:
        error = TooMuchError("nesting")
        error.lineno = node.lineno  # type: ignore[attr-defined]
        raise error
    yield node
    for child in node.iter_child_nodes():
        yield from _every(child, depth + 1, loops)


def _meter_expressions(node: nodes.Node) -> None:
    """Put a metered filter around what can grow or take long; done bottom up so that nested ones are reached."""
    for name, value in list(node.iter_fields()):
        if isinstance(value, nodes.Node):
            _meter_expressions(value)
            setattr(node, name, _metered(value))
        elif isinstance(value, list):
            for each in value:
                if isinstance(each, nodes.Node):
                    _meter_expressions(each)
            setattr(node, name, [_metered(each) for each in value])


def _metered(node: Any) -> Any:
    """``a ~ b`` as a join, a list as one that holds no other, and what is compared as something of a known size."""
    if isinstance(node, nodes.Concat):
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "join")
    if isinstance(node, (nodes.List, nodes.Tuple)) and getattr(node, "ctx", "load") == "load":
        return _filtered(node, "_flat")
    if isinstance(node, nodes.Compare):
        node.expr = _filtered(node.expr, "_sized")
        for operand in node.ops:
            operand.expr = _filtered(operand.expr, "_sized")
    return node


def _filtered(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _spend(context: Context, size: int) -> None:
    meter: Meter = context.parent["_meter"]
    meter.step(size)


@pass_context
def _flat(context: Context, values: Any) -> Any:
    """A list made in a template holds values, never lists: a list of lists of lists grows beyond every bound."""
    _spend(context, 0)
    if any(isinstance(value, (list, tuple, Mapping)) for value in values):
        raise TooMuchError("list")
    return values


@pass_context
def _sized(context: Context, value: Any) -> Any:
    _spend(context, len(value) if isinstance(value, (str, list, tuple, Mapping)) else 0)
    return value


@pass_context
def _steps(context: Context, values: Iterable[Any]) -> Iterator[Any]:
    meter: Meter = context.parent["_meter"]
    for value in values:
        meter.step()
        yield value


def _bounded(text: str) -> str:
    if len(text) > bounds.TEMPLATE_TEXT:
        raise TooMuchError("text")
    return text


def _words(context: Context, value: Any) -> str:
    """A single value as text; lists are not printed by a filter, only joined."""
    if isinstance(value, (list, tuple, Mapping)):
        raise TooMuchError("list")
    text = str(value)
    _spend(context, len(text))
    return _bounded(text)


def _on_text(change: Callable[[str], str]) -> Callable[..., str]:
    """A filter that changes one text."""

    @pass_context
    def changed(context: Context, value: Any) -> str:
        return _bounded(change(_words(context, value)))

    return changed


@pass_context
def _join(context: Context, values: Iterable[Any], separator: str = "") -> str:
    between = _words(context, separator)
    pieces: list[str] = []
    size = 0
    for value in values:
        pieces.append(_words(context, value))
        size += len(pieces[-1]) + len(between)
        if size > bounds.TEMPLATE_TEXT + len(between):
            raise TooMuchError("text")
    return _bounded(between.join(pieces))


@pass_context
def _replace(context: Context, value: Any, old: str, new: str) -> str:
    text = _words(context, value)
    if len(text) + text.count(old) * len(new) > bounds.TEMPLATE_TEXT:
        raise TooMuchError("text")
    return text.replace(old, new)


def _default(value: Any, other: Any = "") -> Any:
    return other if isinstance(value, Undefined) or not value else value


def _edge(place: int) -> Callable[[Any], Any]:
    def pick(values: Any) -> Any:
        listed = values if isinstance(values, (list, tuple, str)) else tuple(values)
        return listed[place] if listed else ""

    return pick


_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "upper": _on_text(str.upper),
    "lower": _on_text(str.lower),
    "capitalize": _on_text(lambda text: text[:1].upper() + text[1:]),
    "trim": _on_text(str.strip),
    "string": _on_text(str),
    "e": lambda value: value,  # escaping is not the business of a template: it is always done
    "escape": lambda value: value,
    "join": _join,
    "replace": _replace,
    "default": _default,
    "d": _default,
    "first": _edge(0),
    "last": _edge(-1),
    "length": len,
    "count": len,
    "_steps": _steps,
    "_flat": _flat,
    "_sized": _sized,
}
FILTER_NAMES: Final = tuple(name for name in _FILTERS if not name.startswith("_"))
