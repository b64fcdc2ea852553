"""What can go wrong for a person, as codes with parameters; services put them into words."""

from typing import Any


class UserError(Exception):
    """Something the person can mend: a code and the values that make the sentence.

    ``code`` is a short English identifier ("body_may_not_decide"); ``params`` fill the sentence that
    ``ibo_desk.services.words.sentence`` makes of it.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        params = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({params})"


class RuleError(UserError):
    """A rule of the domain forbids it (a body that may not decide, a transition that does not exist)."""


class InvalidValueError(UserError):
    """A field was given something it cannot hold."""


class NotFoundError(UserError):
    """No record with this id or name."""


class AmbiguousNameError(UserError):
    """Several records answer to this name."""


class StaleRecordError(UserError):
    """Somebody else wrote the same field in the meantime."""


class LockedError(UserError):
    """Approved minutes lock what was asked to change."""


class AskFirstError(UserError):
    """Something stands there that was recorded one by one: show it, ask, and set again with the answer.

    ``standing`` in the params are the targets (``services.base.bulk.Standing``); nothing was written.
    """


class FileProblemError(UserError):
    """A file, folder or server that cannot be read or written as asked."""
