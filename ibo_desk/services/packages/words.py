"""What is known of who sent something back, in words: no more than what the seal proves."""

from ibo_desk.language import _, ngettext
from ibo_desk.services.packages.packages import ReturnLook
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


def lost_words(count: int) -> str:
    """That something is about what a newer file does not hold any more."""
    text = ngettext(
        "{count} change is about something that is not in the newer file any more; it stays in the older one.",
        "{count} changes are about something that is not in the newer file any more; they stay in the older one.",
        count,
    )
    return text.format(count=count)
