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

MAX_STEPS: Final = 1_000_000  # loop passes and pieces printed; minutes of fifty items take 20 000
MAX_SECONDS: Final = 20.0
MAX_TEXT: Final = 1_000_000
MAX_OUTPUT: Final = 30_000_000
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
        return cls(time.monotonic() + MAX_SECONDS)

    def step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS or (self.steps % 256 == 0 and time.monotonic() > self.deadline):
            raise TooMuchError("steps")

    def add(self, text: str) -> str:
        self.size += len(text)
        self.step()
        if self.size > MAX_OUTPUT:
            raise TooMuchError("size")
        return text


class PaperEnvironment(ImmutableSandboxedEnvironment):
    """Reads fields of rows (dataclasses and mappings), nothing else."""

    intercepted_binops = frozenset({"+", "-", "*", "%", "//"})

    def __init__(self, finalize: Callable[[Any], Any], filters: Mapping[str, Callable[..., Any]]) -> None:
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

    def getattr(self, obj: Any, attribute: str) -> Any:
        return _field(self, obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if (
            isinstance(obj, (list, tuple, str))
            and isinstance(argument, int)
            and -len(obj) <= argument < len(obj)
        ):
            return obj[argument]
        return _field(self, obj, argument)

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
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


def _field(environment: PaperEnvironment, obj: Any, name: Any) -> Any:
    if isinstance(obj, Undefined):
        return getattr(obj, str(name))  # names the field that is unknown
    known = getattr(type(obj), "__dataclass_fields__", None)
    if known is not None and (name in known or name in _properties(obj.__class__)):
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
    for node in _every(tree):
        refused = refusal(node)
        if refused:
            error = SecurityError(refused)
            error.lineno = node.lineno  # type: ignore[attr-defined]
            raise error
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = nodes.Filter(loop.iter, "_steps", [], [], None, None, lineno=loop.lineno)
    _replace_concats(tree)
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


def _every(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _every(child)


def _replace_concats(node: nodes.Node) -> None:
    """``a ~ b`` becomes a metered filter; done bottom up so that nested ones are reached."""
    for name, value in list(node.iter_fields()):
        if isinstance(value, nodes.Node):
            _replace_concats(value)
            setattr(node, name, _metered(value))
        elif isinstance(value, list):
            for each in value:
                if isinstance(each, nodes.Node):
                    _replace_concats(each)
            setattr(node, name, [_metered(each) for each in value])


def _metered(node: Any) -> Any:
    if not isinstance(node, nodes.Concat):
        return node
    listed = nodes.List(node.nodes, lineno=node.lineno)
    return nodes.Filter(listed, "join", [], [], None, None, lineno=node.lineno)


@pass_context
def _steps(context: Context, values: Iterable[Any]) -> Iterator[Any]:
    meter: Meter = context.parent["_meter"]
    for value in values:
        meter.step()
        yield value


def _bounded(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise TooMuchError("text")
    return text


def _join(values: Iterable[Any], separator: str = "") -> str:
    return _bounded(separator.join(str(value) for value in values))


def _replace(value: Any, old: str, new: str) -> str:
    text = str(value)
    if len(text) + text.count(old) * len(new) > MAX_TEXT:
        raise TooMuchError("text")
    return text.replace(old, new)


def _default(value: Any, other: Any = "") -> Any:
    return other if isinstance(value, Undefined) or not value else value


def _edge(place: int) -> Callable[[Any], Any]:
    def pick(values: Any) -> Any:
        found = tuple(values)
        return found[place] if found else ""

    return pick


def _capital(value: Any) -> str:
    text = str(value)
    return text[:1].upper() + text[1:]


_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "upper": lambda value: str(value).upper(),
    "lower": lambda value: str(value).lower(),
    "capitalize": _capital,
    "trim": lambda value: str(value).strip(),
    "string": str,
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
}
FILTER_NAMES: Final = tuple(name for name in _FILTERS if not name.startswith("_"))
