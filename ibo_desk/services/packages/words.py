"""What is known of who sent something back, in words: no more than what the seal proves."""

from ibo_desk.language import _, ngettext
from ibo_desk.services.packages.packages import ReturnLook
from ibo_desk.services.packages.renewing import TakenAlong
from ibo_desk.services.words.format import day


def proof(look: ReturnLook) -> str:
    """Which file it was made with (the seal proves that), and by whom (nothing proves that)."""
    text = _(
        "Made with the file that {college} was given on {day} (number {number}): its seal proves that. By whom is not"
        " proven; that computer says: {people}."
    )
    people = ", ".join(sorted({line.actor for line in look.lines if line.actor})) or _("nobody")
    given = look.given_at.astimezone().date()
    return text.format(college=look.college, day=day(given), number=look.number, people=people)


def left_to_say(along: TakenAlong) -> list[str]:
    """Of what came along in a newer file: what met something else there, and what it has no place for any more."""
    counted = ((along.met, _met_words), (along.lost, _lost_words))
    return [words(count) for count, words in counted if count]


def _met_words(count: int) -> str:
    text = ngettext(
        "For {count} of them the newer file held something else; yours stands now, and the secretariat will be asked"
        " which one stays.",
        "For {count} of them the newer file held something else; yours stand now, and the secretariat will be asked"
        " which ones stay.",
        count,
    )
    return text.format(count=count)


def _lost_words(count: int) -> str:
    text = ngettext(
        "{count} change is about something that is not in the newer file any more; it stays in the older one.",
        "{count} changes are about something that is not in the newer file any more; they stay in the older one.",
        count,
    )
    return text.format(count=count)
