"""The file in which a college sends back what it wrote: operations, files, a checksum and the seal of its package.

A JSON object of two texts and a body. ``checksum`` is the SHA-256 of the body: it only tells that the file came over
as it was made, as anybody can make one. ``seal`` is the HMAC-SHA256 of the body with the secret of the package: it
tells that whoever made the file had that package. Neither tells which person that was.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from ibo_desk.domain.errors import FileProblemError

KIND: Final = "ibo-desk-return"
VERSION: Final = 1
SUFFIX: Final = ".terug"
LARGEST: Final = 400 * 1024 * 1024  # bytes of a whole file


@dataclass(frozen=True)
class Operation:
    """One thing that was written: a record that was made (``field`` ""), a field that was set, or "deleted_in".

    ``base`` is the fingerprint of the value on which it was written, ``value`` what it became. ``earlier`` are ids
    of operations on the same field that this one has in it. ``at`` (UTC, ISO) and ``actor`` are told by that computer.
    """

    id: UUID
    table: str
    record: UUID
    field: str
    base: str
    value: Any
    earlier: tuple[UUID, ...]
    at: str
    actor: str


@dataclass(frozen=True)
class Return:
    """What a college sends back; ``files`` by SHA-256."""

    region_id: UUID
    region: str
    package_id: UUID
    college_id: UUID
    operations: tuple[Operation, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Sealed:
    """A return as it was read, with what proves where it was made."""

    content: Return
    body: bytes
    seal: str

    def bears(self, secret: str) -> bool:
        """Whether it was made with the package that has this secret."""
        return hmac.compare_digest(seal_of(self.body, secret), self.seal)


def fingerprint(value: object) -> str:
    """Of a value as JSON can hold it (``data.values.plain``)."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def checksum(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def seal_of(body: bytes, secret: str) -> str:
    return hmac.new(bytes.fromhex(secret), body, hashlib.sha256).hexdigest()


def written(content: Return, secret: str) -> bytes:
    """The bytes of the file."""
    files = {sha256: base64.b64encode(data).decode() for sha256, data in content.files.items()}
    values = asdict(content) | {"files": files}
    body = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    whole = {
        "kind": KIND,
        "version": VERSION,
        "checksum": checksum(body.encode()),
        "seal": seal_of(body.encode(), secret),
        "body": body,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def read(path: Path) -> Sealed:
    """A return that came over whole; raises ``FileProblemError``.

    "not_a_return", "return_damaged", "return_newer", "no_such_file", "file_unopenable".
    """
    whole = _outside(path)
    try:
        body = whole["body"].encode()
        if checksum(body) != whole["checksum"]:
            raise ValueError("another body")
        return Sealed(_content(json.loads(body)), body, whole["seal"])
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error) as error:
        raise FileProblemError("return_damaged", place=path.name) from error


def _outside(path: Path) -> dict[str, Any]:
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise FileProblemError("not_a_return" if path.exists() else "no_such_file", place=path.name)
        text = path.read_bytes()
    except OSError as error:
        raise FileProblemError("file_unopenable", place=path.name) from error
    ours = KIND.encode() in text[:200] or path.suffix == SUFFIX
    try:
        whole = json.loads(text.decode())
        if whole["kind"] == KIND and isinstance(whole["version"], int) and whole["version"] > VERSION:
            raise FileProblemError("return_newer", place=path.name)
        if whole["kind"] != KIND or whole["version"] != VERSION:
            raise ValueError("not what we make")
        if not all(isinstance(whole[name], str) for name in ("checksum", "seal", "body")):
            raise ValueError("no text")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        code = "return_damaged" if ours else "not_a_return"
        raise FileProblemError(code, place=path.name) from error
    parts: dict[str, Any] = whole
    return parts


def _content(values: Mapping[str, Any]) -> Return:
    files = {sha256: base64.b64decode(data, validate=True) for sha256, data in values["files"].items()}
    for sha256, data in files.items():
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError(sha256)
    ids = ("region_id", "package_id", "college_id")
    return Return(
        **{name: UUID(values[name]) for name in ids},
        region=str(values["region"]),
        operations=tuple(_operation(operation) for operation in values["operations"]),
        files=files,
    )


def _operation(values: Mapping[str, Any]) -> Operation:
    texts = ("table", "field", "base", "at", "actor")
    return Operation(
        id=UUID(values["id"]),
        record=UUID(values["record"]),
        value=values["value"],
        earlier=tuple(UUID(given_id) for given_id in values["earlier"]),
        **{name: str(values[name]) for name in texts},
    )
