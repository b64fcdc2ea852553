"""The fixed words of a paper in the language of its content, as templates ask for them: ``labels.due``."""

from collections.abc import Mapping
from dataclasses import Field, fields, make_dataclass
from dataclasses import field as dataclass_field
from functools import cache
from typing import ClassVar, Protocol, cast

from ibo_desk.documents.content import Content
from ibo_desk.documents.kinds import PRINTED
from ibo_desk.documents.layout import label_key
from ibo_desk.documents.layouts.parts import FRAME
from ibo_desk.language import text_in


class Labels(Protocol):
    """A frozen row with one text for each label of a kind of paper."""

    __dataclass_fields__: ClassVar[dict[str, Field[object]]]


@cache
def labels_type(kind: str) -> type[Labels]:
    """A row with one text for each label of this kind of paper; what it means is its message id."""
    messages = PRINTED[kind].layout().labels() | {label_key(message): message for message in FRAME}
    rows = [(key, str, dataclass_field(metadata={"meaning": message})) for key, message in messages.items()]
    return cast(type[Labels], make_dataclass("Labels", rows, frozen=True, slots=True))


@cache
def labels_in(kind: str, language: str) -> Labels:
    """The labels of this kind of paper in a language such as "nl-BE"."""
    owner = labels_type(kind)
    return owner(**{entry.name: text_in(language, entry.metadata["meaning"]) for entry in fields(owner)})


def values(content: Content) -> Mapping[str, object]:
    """The fields at the top of a paper as a template sees them, and the labels in its language.

    Labels are no part of the content: what is stored stays what was written, in whichever language it was.
    """
    own = {entry.name: getattr(content, entry.name) for entry in fields(content)}
    return own | {"labels": labels_in(content.head.kind, content.head.language)}
