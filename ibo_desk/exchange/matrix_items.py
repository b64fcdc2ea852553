"""Which item a row of a matrix is about: by its title, and by the meeting that the row, or a row above, names."""

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from ibo_desk.domain.feedback import Side
from ibo_desk.domain.names import fold
from ibo_desk.language import _
from ibo_desk.services.words.format import short_day

_NUMBER: Final = re.compile(r"(?:agenda)?(?:punt)?\s*\d{1,2}(?:\.\d{1,2})*\s*[.):–-]\s+")
_SHORTEST: Final = 4  # letters of a title that is cut short


@dataclass(frozen=True)
class KnownItem:
    """An item that a row may be about."""

    id: UUID
    title: str
    meeting: str
    body: str
    on: date
    side: Side  # on which side of its meeting we are now


@dataclass(frozen=True)
class NamedMeeting:
    """What a list says of the meeting of an item: its words, and the day in them; nothing where it says nothing."""

    words: str = ""
    on: date | None = None


def plain_title(text: str) -> str:
    """A title as titles are compared: folded, without the number before it ("4. Fietsbrug")."""
    words = fold(text)
    return _NUMBER.sub("", words, count=1) if _NUMBER.match(words) else words


def item_called(
    title: str, items: Sequence[KnownItem], meeting: NamedMeeting, above: NamedMeeting
) -> tuple[KnownItem | None, str]:
    """The item with this title and what is to be told of it: why there is none, or that it is a guess.

    ``meeting`` is what its row or a row above says, ``above`` the title of the whole list, which may give another
    day than that of a meeting. Where neither names one, the latest meeting is taken; several are told.
    """
    said = meeting if meeting.words else above
    days = {item.on for item in items}
    is_of_meeting = said.on in days or bool(meeting.words)
    on = said.on if is_of_meeting else None
    exact = [item for item in items if fold(item.title) == fold(title)]
    named = exact or [item for item in items if fold(item.title) == plain_title(title)]
    candidates = _at(named, said.words, on)
    if candidates:
        item = candidates[-1]
        if said.on is not None and not is_of_meeting:
            text = _(
                "“{title}” is read at {meeting}: nobody met on {day}, which stands above the list; check it"
            )
            return item, text.format(title=title, meeting=item.meeting, day=short_day(said.on))
        if len({each.meeting for each in candidates}) > 1:
            text = _("“{title}” was on several agendas; read at the latest, {meeting}: check it")
            return item, text.format(title=title, meeting=item.meeting)
        return item, ""
    if named:
        text = _("not read: “{title}” was not on the agenda of {day}")
        return None, text.format(title=title, day=short_day(on))
    cut = _cut_short(plain_title(title), _at(items, said.words, on) if on else ())
    if cut is not None:
        return cut, _("“{title}” is read as “{item}”; check it").format(title=title, item=cut.title)
    return None, _nothing(title, items)


def _at(items: Sequence[KnownItem], words: str, on: date | None) -> list[KnownItem]:
    """Those of that day, of the body in those words where one is named there."""
    of_day = [item for item in items if on is None or item.on == on]
    named = set(re.findall(r"[\w-]+", fold(words)))
    return [item for item in of_day if fold(item.body) in named] or of_day


def _cut_short(title: str, items: Collection[KnownItem]) -> KnownItem | None:
    """The only item of a meeting whose title begins with these words: "K-R8" for "K-R8: voorkeursalternatief"."""
    if len(title) < _SHORTEST:
        return None
    begun = [item for item in items if re.match(rf"{re.escape(title)}(?!\w)", fold(item.title))]
    return begun[0] if len(begun) == 1 else None


def _nothing(title: str, items: Sequence[KnownItem]) -> str:
    near = difflib.get_close_matches(fold(title), [fold(item.title) for item in items], n=1, cutoff=0.7)
    if near:
        hint = next(item.title for item in items if fold(item.title) == near[0])
        text = _("not read: no item is called “{title}” (“{hint}” looks like it)")
        return text.format(title=title, hint=hint)
    text = _("not read: no item is called “{title}”; read the agenda first, or correct the title")
    return text.format(title=title)
