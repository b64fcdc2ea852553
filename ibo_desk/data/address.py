"""What FILE says: a path, or the address of a server. A password in an address is held in memory and shown nowhere."""

import re
from contextlib import suppress

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_KEY_WORD = r"(?:ssl)?password"
_PASSWORDS = (
    re.compile(r"(://[^/@:?]*:).*(?=@)", re.DOTALL),
    re.compile(rf"([?&]{_KEY_WORD}=)[^&]*", re.IGNORECASE),
    re.compile(rf"(\b{_KEY_WORD}\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s&']+)", re.IGNORECASE),  # host=… password=…
)
_kept: dict[str, str] = {}  # address without its password → the password, for as long as the program runs


def is_server(place: str) -> bool:
    """Whether FILE is written as an address and not as a path; also an address that cannot be used."""
    return _SCHEME.match(place) is not None


def safe_name(place: str) -> str:
    """FILE as it may be shown: without a password, in whichever spelling it was given."""
    for pattern in _PASSWORDS:
        place = pattern.sub(r"\1***", place)
    return place


def without_password(place: str) -> str:
    """The address as it may be kept; a password in it is remembered for ``password_of`` until the program ends."""
    if not is_server(place):
        return place
    with suppress(ArgumentError, ValueError):  # an address that cannot be read is refused where it is used
        url = make_url(place)
        asked = url.query.get("password", "")
        password = str(url.password or "") or (asked if isinstance(asked, str) else asked[-1])
        if url.password is None and "password" not in url.query:
            return place
        bare = url._replace(password=None).difference_update_query(["password"])
        place = bare.render_as_string(hide_password=False)
        if password:
            keep_password(place, password)
        return place
    return safe_name(place)


def keep_password(place: str, password: str) -> None:
    """Remember, in memory only, the password that goes with an address that holds none."""
    _kept[place] = password


def password_of(place: str) -> str | None:
    """The password that was given for this address; None leaves it to libpq's own means (passfile, service)."""
    return _kept.get(place)
