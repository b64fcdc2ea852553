"""Links in a mail that write a short answer with a code, to complete with a day and a reference."""

from dataclasses import dataclass
from urllib.parse import quote

from ibo_desk.domain.answer_codes import answer_code
from ibo_desk.domain.answer_words import LINK_WORDS
from ibo_desk.domain.feedback import fits
from ibo_desk.exchange.mail_text import render
from ibo_desk.services.feedback.rows import RoundRow

_TITLE = 120  # characters of a title in a link: the whole must stay under what mail programs take (some 2000)


@dataclass(frozen=True)
class AnswerLink:
    """A word that a college can click, and the address that begins its mail."""

    word: str
    address: str


def code_of(row: RoundRow) -> str:
    """The code by which an answer to this round is known."""
    return answer_code(row.item_id, row.college_id)


def answer_links(row: RoundRow, municipality: str, reply_to: str) -> tuple[AnswerLink, ...]:
    """One link for each answer that fits the question; without ``reply_to`` the mail program asks for the address."""
    return tuple(
        AnswerLink(word, _address(row, word, municipality, reply_to))
        for answer, word in LINK_WORDS.items()
        if fits(row.question, answer)
    )


def _address(row: RoundRow, word: str, municipality: str, reply_to: str) -> str:
    values = {
        "municipality": municipality,
        "title": " ".join(row.item.split())[:_TITLE],
        "meeting": row.meeting,
        "answer": word,
        "code": code_of(row),
    }
    subject, text = render("answer", values)
    # a code inside an address is no code of the mail that holds it
    body = quote(text.replace("\n", "\r\n"), safe="").replace("-", "%2D")
    return f"mailto:{quote(reply_to, safe='@')}?subject={quote(subject, safe='')}&body={body}"
