"""The decision by which a council or a college takes note of a paper, under the municipality's own heading."""

from ibo_desk.documents.builders.articles import numbered
from ibo_desk.documents.builders.headings import headings_of
from ibo_desk.documents.content_rows import Article, Heading
from ibo_desk.documents.memo_sections import default_headings
from ibo_desk.language import _
from ibo_desk.services.parties.body_rows import BodyRow


def proposal_heading(college: BodyRow | None) -> str:
    """What this municipality calls the proposed decision; None, or one that never proposes, gets the usual heading."""
    own = headings_of(college) if college else ()
    return _label(own) or _label(default_headings())


def _label(headings: tuple[Heading, ...]) -> str:
    return next((heading.label for heading in headings if heading.key == "proposal"), "")


def council_takes_note(period: str) -> tuple[Article, ...]:
    """The council takes note of its half-yearly report."""
    sentence = _(
        "The municipal council takes note of the half-yearly report on regional cooperation, {period}."
    )
    return _only(sentence.format(period=period))


def college_takes_note(period: str) -> tuple[Article, ...]:
    """The college takes note of its month overview."""
    sentence = _("The college takes note of the month overview of regional cooperation, {period}.")
    return _only(sentence.format(period=period))


def _only(text: str) -> tuple[Article, ...]:
    (articles,) = numbered([[text]])
    return articles
