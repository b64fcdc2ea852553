"""What is said of a college's own file, of what comes back of it, and of a file that is lent."""

from enum import StrEnum

from ibo_desk.domain.packages import LendingState, OperationState, TakenAs
from ibo_desk.language import N_

PACKAGE_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    OperationState: {
        OperationState.NEW: N_("is recorded"),
        OperationState.SAME: N_("stands there already"),
        OperationState.COLLISION: N_("something else was written here"),
        OperationState.GONE: N_("is not here any more"),
        OperationState.KNOWN: N_("was taken over before"),
    },
    TakenAs: {
        TakenAs.RECORDED: N_("recorded"),
        TakenAs.ALREADY: N_("stood there already"),
        TakenAs.OURS: N_("own value kept"),
        TakenAs.OVERTAKEN: N_("overtaken by a later one"),
    },
    LendingState: {
        LendingState.OUT: N_("lent out"),
        LendingState.BORROWED: N_("borrowed"),
        LendingState.BACK: N_("taken back"),
        LendingState.CALLED_BACK: N_("called back"),
    },
}
PACKAGE_SENTENCES: dict[str, str] = {
    "not_yours_to_write": N_(
        "This is the file that {college} was given: {kind} can only be read here. Ask the secretariat to change it."
    ),
    "package_of_package": N_(
        "This file was itself given to a college, so none is made of it. Make it from the file of the region."
    ),
    "not_a_package": N_(
        "{place} is the file of the region and nothing is sent back from it. Open the file that your college was given."
    ),
    "nothing_to_send": N_(
        "Nothing of your own was written in {place} yet, so there is nothing to send back."
    ),
    "not_a_return": N_(
        "{place} is not what a college sends back. Choose the file that “Send back” made; its name ends in .terug."
    ),
    "return_damaged": N_(
        "{place} was damaged on its way: it is not what was made. Nothing was recorded; ask to have it sent again."
    ),
    "return_newer": N_(
        "{place} was made by a newer version of this program. Install that version to take it over; nothing was"
        " recorded."
    ),
    "return_other_region": N_(
        "{place} comes from the file of another region ({region}). Nothing was recorded; take it over there."
    ),
    "return_unknown_package": N_(
        "{place} comes from a file that was not given from here, or after the backup that is open. Nothing was"
        " recorded; open the newest file of the region."
    ),
    "return_seal_broken": N_(
        "{place} does not bear the seal of the file that {college} was given: it was made or changed elsewhere. Nothing"
        " was recorded; ask the college to send it again."
    ),
    "return_not_allowed": N_(
        "{place} would write what does not belong to {college}, or what cannot stand there ({kind}). Nothing of it was"
        " recorded; ask the college what happened."
    ),
    "return_changed_since": N_(
        "Something else was written since this was looked at. Nothing was recorded; look at it once more."
    ),
    "package_other_region": N_("{place} is about another region than {own}. Nothing was taken over."),
    "package_other_college": N_(
        "{place} was given to {college} and not to your college. Nothing was taken over; ask for the right one."
    ),
    "package_older": N_("{place} is not newer than what you have (number {number}). Nothing was taken over."),
    "region_not_package": N_(
        "{place} is the file of a region and was not given to a college. Choose the newer file that you were sent."
    ),
    "lent_out": N_(
        "This file is lent to {to} since {since}, so here it can only be read. Take it back once it returns, or call it"
        " back with a reason."
    ),
    "lent_to_nobody": N_("Say to whom the file is lent; everybody who opens it here will read that."),
    "lent_server": N_(
        "Several work in a database at once, so it is not lent. Give a login to whoever should write."
    ),
    "lent_package": N_("The file that a college was given is not lent. Lend the file of the region."),
    "not_lent_out": N_("This file is not lent out at the moment, so there is nothing to take back."),
    "reason_wanted": N_("Say why the file is called back; whoever has it will want to know."),
    "lent_called_back": N_(
        "This copy was called back on {day} ({reason}), and others went on writing since. Nothing of it is taken over;"
        " type what is missing into the file that is in use."
    ),
    "lent_other_region": N_("{place} is about another region. Choose the copy that was lent."),
    "lent_other_copy": N_(
        "{place} is not the copy that {to} was lent, or lacks what stands here. Nothing was taken over; ask for the"
        " right one."
    ),
    "newer_copy": N_(
        "{place} is older than {other}, in which somebody went on writing. Open that one, or ask who has the right to"
        " write."
    ),
}
