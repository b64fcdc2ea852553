"""What people call a meeting: "IBO 2026-3", "IBO 2026-12-11", "IBO 11/12/2026", or its id."""

import re
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement

from ibo_desk.domain.errors import NotFoundError
from ibo_desk.services.base.tables import meetings

_NAME = re.compile(
    r"(?P<body>.*?)\s*"
    r"(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"
    r"|(?P<of>\d{4})-(?P<number>\d{1,4}))"
)


def called(text: str) -> list[ColumnElement[bool]]:
    """Which meetings the number, day or id in ``text`` may mean."""
    try:
        return [meetings.c.id == UUID(text.strip())]
    except ValueError:
        match = _NAME.fullmatch(text.strip())
    if match is None:
        raise NotFoundError("no_such_name", kind="meeting", name=text)
    if match["number"]:
        year = int(match["of"])
        return [
            meetings.c.on.between(date(year, 1, 1), date(year, 12, 31)),
            meetings.c.number == int(match["number"]),
        ]
    parts = (match["year"] or match["y"], match["month"] or match["m"], match["day"] or match["d"])
    try:
        return [meetings.c.on == date(*(int(part) for part in parts))]
    except ValueError:
        raise NotFoundError("no_such_name", kind="meeting", name=text) from None


def body_in(text: str) -> str:
    """The name of the body in such a name; "" where there is none."""
    match = _NAME.fullmatch(text.strip())
    return match["body"] if match else ""
