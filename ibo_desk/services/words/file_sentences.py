"""What is said of files that are not what they seem; ``sentences`` has the rest."""

from ibo_desk.language import N_

FILE_SENTENCES: dict[str, str] = {
    "other_build": N_(
        "{place} was made by another trial version of this program and is not opened, so that nothing is half read."
        " Open it with the version that made it."
    ),
    "schema_changed": N_(
        "The tables of {place} were changed by another program, so it is not opened. Restore the latest backup."
    ),
    "schema_altered": N_(
        "{place} was changed by another program: locks or indexes are not as they should be, so it is only opened to"
        " read. Have it looked at with “ibo-desk check”, or restore the latest backup."
    ),
    "copy_damaged": N_(
        "{place} is damaged ({detail}), so no copy of it was made. Restore an earlier backup; all of them were kept."
    ),
    "backup_not_proven": N_(
        "{place} was made, but it does not count as a good backup, and none was removed for it. {detail}"
    ),
    "conflict_copy": N_(
        "Beside {place} lies {copy}, with other work on the same region: there up to {other_at} (“{other_label}”), here"
        " up to {own_at} (“{own_label}”). Open both, take over what is missing, and put the other one away."
    ),
    "file_moved": N_(
        "{place} was moved to {to} while it was open, and nothing is written any more. Open it there; what you typed is"
        " kept."
    ),
    "file_gone": N_(
        "{place} is not there any more: it was moved or removed while it was open, and nothing is written any more. Put"
        " it back or open it at its new place; what you typed is kept."
    ),
    "file_replaced": N_(
        "Another file was put in the place of {place} while it was open, and nothing is written into it. Open it again;"
        " what you typed is kept."
    ),
    "not_a_plain_file": N_("{place} is a device or a pipe and no file. Choose a file."),
}
