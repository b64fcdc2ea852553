"""Content as canonical JSON with a schema number, to store in a locked version and to hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from ibo_desk.documents.content import Content, kind_of
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.kinds import KINDS
from ibo_desk.language import _

SCHEMA: Final = 1


def to_plain(value: object) -> object:
    """Dataclasses as dicts and tuples as lists, deep; what templates in HTML, text and Typst get."""
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: to_plain(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(each) for each in value]
    return value


def to_json(content: Content) -> str:
    """One line per content and per value always the same: sorted keys, no spaces, no escapes beyond JSON's own."""
    envelope = {"schema": SCHEMA, "kind": kind_of(content), "content": to_plain(content)}
    return json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: Content) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(to_json(content).encode()).hexdigest()


def from_json(stored: str) -> Content:
    """The content that ``to_json`` stored; PaperError when it is damaged or of a newer schema."""
    try:
        envelope = json.loads(stored)
        schema, kind = envelope["schema"], envelope["kind"]
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged() from error
    if schema != SCHEMA or kind not in KINDS:
        problem = _(
            "This stored paper was made by a newer version of IBO Desk; update the program to print it."
        )
        raise PaperError("newer_content", problem, schema=schema, kind=kind)
    try:
        content: Content = _build(KINDS[kind].content_class(), envelope["content"])
    except (KeyError, TypeError) as error:
        raise _damaged() from error
    return content


def _damaged() -> PaperError:
    return PaperError(
        "damaged_content", _("This stored paper is damaged and cannot be printed; make it again.")
    )


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(_build(get_args(kind)[0], each) for each in value)
    if is_dataclass(kind) and isinstance(kind, type) and isinstance(value, dict):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], each) for name, each in value.items()})
    if type(value) is not kind:
        raise TypeError(kind, value)
    return value
