"""What the body that prepares an item said of it: shown with the item, and with its topic."""

from ibo_desk.domain.audience import Audience
from ibo_desk.language import N_
from ibo_desk.ui.editors.fields import Field


def said_fields(*, narrow: bool = False) -> list[Field]:
    """What the preparing body said of it, and who may read that; ``narrow``: below each other."""
    text, reader = (6, 6) if narrow else (4, 2)
    return [
        Field(N_("What the mayors’ conference said"), "preparation_note", "plain", lines=2, width=text),
        Field(N_("May be read by"), "preparation_audience", "choice", enum=Audience, width=reader),
    ]
