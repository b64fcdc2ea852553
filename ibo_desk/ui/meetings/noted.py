"""What was recorded at an item, in lines: for the side of the notes and the chips under them."""

from collections.abc import Iterable
from typing import Final

from ibo_desk.language import _
from ibo_desk.services.agenda.positions import PositionRow
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.ui.meetings.reading import ItemFile
from ibo_desk.ui.values import show_value

_NAMED_APART: Final = 3  # with more of them a line says how many


def noted_at(file: ItemFile) -> list[tuple[str, str, str]]:
    """What was recorded at an item as part, icon and words; what was written last comes last."""
    noted: list[tuple[str, str, str, str]] = []  # revision first: those are made in the order of time
    for said, rows in _alike(file.positions).items():
        who = ", ".join(row.organisation for row in rows)
        if len(rows) > _NAMED_APART:
            who = _("{count} partners").format(count=len(rows))
        noted.append(_line(rows[-1], "positions", "partners", f"{who}: {said}"))
    for made in file.engagements:
        who = ", ".join(part.organisation for part in made.partners)
        if len(made.partners) > _NAMED_APART:
            who = _("{count} partners").format(count=len(made.partners))
        text = f"{who}: {made.what}" if who else made.what
        due = f" ({show_value(made.due_on)})" if made.due_on else ""
        noted.append(_line(made, "engagements", "engagements", text + due))
    for question, sent in _by_question(file.targets).items():
        who = ", ".join(each.body or each.action or "" for each in sent)
        if len(sent) > _NAMED_APART:
            who = _("{count} bodies").format(count=len(sent))
        noted.append(_line(sent[-1], "referrals", "refer", f"{who}: {question}"))
    return [(part, icon, text) for _revision, part, icon, text in sorted(noted)]


def _by_question(targets: Iterable[TargetRow]) -> dict[str, list[TargetRow]]:
    """Thirteen councils that are asked the same are one line."""
    grouped: dict[str, list[TargetRow]] = {}
    for sent in targets:
        grouped.setdefault(sent.question, []).append(sent)
    return grouped


def _alike(positions: Iterable[PositionRow]) -> dict[str, list[PositionRow]]:
    """Those who said the same are one line."""
    grouped: dict[str, list[PositionRow]] = {}
    for row in positions:
        grouped.setdefault(_said(row), []).append(row)
    return grouped


def _said(row: PositionRow) -> str:
    return f"{show_value(row.stance)}, “{row.text}”" if row.text.strip() else show_value(row.stance)


def _line(row: PositionRow | EngagementRow | TargetRow, *parts: str) -> tuple[str, str, str, str]:
    part, icon, text = parts
    return str(row.revision or ""), part, icon, text
