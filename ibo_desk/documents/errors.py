"""What can be wrong with a paper, a template or the place it is written to: one sentence a person can act on."""

from dataclasses import dataclass

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _


class PaperError(UserError):
    """A paper could not be made or written. ``str()`` is the sentence, ``code`` tells tests and callers which one."""

    def __init__(self, code: str, sentence: str, **params: object) -> None:
        super().__init__(code, **params)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a template something stands: part of the package, paragraph (from 1), its text, the tag."""

    part: str
    paragraph: int = 0
    text: str = ""
    tag: str = ""

    def __str__(self) -> str:
        bits = [self.part]
        if self.paragraph:
            bits.append(_("paragraph {number}").format(number=self.paragraph))
        where = ", ".join(bits)
        shown = self.text if len(self.text) <= 120 else self.text[:117] + "…"
        quoted = f" “{shown}”" if shown else ""
        named = _(", at {tag}").format(tag=self.tag) if self.tag and self.tag != shown else ""
        return f"{where}{quoted}{named}"


class TemplateError(PaperError):
    """A template that cannot be used; ``place`` says where, ``problem`` what is wrong there."""

    def __init__(self, code: str, problem: str, place: Place | None = None) -> None:
        sentence = f"{problem} ({place})" if place else problem
        super().__init__(code, sentence, problem=problem, place=place)
        self.problem = problem
        self.place = place
