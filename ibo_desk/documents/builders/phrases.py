"""Small pieces of sentences that several papers share."""

from collections.abc import Sequence
from datetime import date

from ibo_desk.documents.rich_text import parse, row_text
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.language import N_, _
from ibo_desk.services.parties.body_rows import BodyRow, the_body
from ibo_desk.services.words.format import day

_OF_TOWN = {
    BodyKind.COLLEGE: N_("College of mayor and aldermen of {municipality}"),
    BodyKind.MUNICIPAL_COUNCIL: N_("Municipal council of {municipality}"),
}


def joined(names: Sequence[str]) -> str:
    """ "Harelbeke, Kuurne en Menen"; nothing for no names."""
    if len(names) < 2:
        return "".join(names)
    return _("{most} and {last}").format(most=", ".join(names[:-1]), last=names[-1])


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text as it goes on inside a sentence: without a capital, except for an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def flat(markdown: str) -> str:
    """A text as one line: entries of a list are parted by semicolons."""
    text = ""
    listing = False
    for block in parse(markdown):
        words = (
            ", ".join(row_text(block, "\t").split("\t"))
            if block.kind == "row"
            else " ".join(block.text.split())
        )
        listed = block.level > 0 or block.kind == "row"
        if text:
            text = f"{text.rstrip(';')}; " if listed and listing else f"{text.rstrip(';')}{_stop(text)} "
        text += words
        listing = listed
    return text


def _stop(text: str) -> str:
    return "" if text.endswith((".", ":", "!", "?")) else "."


def noted_later(noted_on: date | None, day_of_paper: date) -> str:
    """That a fact from before the day of a paper was recorded only afterwards; nothing for another one."""
    if noted_on is None or noted_on <= day_of_paper:
        return ""
    return _("recorded on {day}").format(day=day(noted_on))


def body_name(body: BodyRow) -> str:
    """The full name; a college or council is called after its municipality."""
    if body.organisation and body.kind in _OF_TOWN:
        return _(_OF_TOWN[body.kind]).format(municipality=body.organisation)
    return body.name


def secretariat(body: BodyRow) -> str:
    """Who keeps the secretariat of a body, for inside a sentence."""
    return body.secretariat_name or _("the secretariat of {the_body}").format(the_body=the_body(body))


def author(body: BodyRow) -> str:
    """Who makes the papers, as a title block says it."""
    return body.secretariat_name or _("Secretariat of {the_body}").format(the_body=the_body(body))
