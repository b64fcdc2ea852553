"""What is said of files and servers; ``sentences`` has the rest."""

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
    "file_exists": N_("{place} exists already. Choose another name."),
    "file_unwritable": N_(
        "{place} cannot be written. Check that the folder exists and that you may write in it."
    ),
    "not_opened": N_(
        "“{name}” is no document and is not opened from here. Save a copy, and have it looked at before you open it."
    ),
    "no_program": N_("This computer has no program that opens “{name}”. Save a copy instead."),
    "no_such_file": N_("{place} does not exist. Check name and folder."),
    "file_unopenable": N_("{place} cannot be opened. Check that you may read the file."),
    "not_a_region_file": N_("{place} is not a region file of this program. Choose a file that ends in .ibo."),
    "newer_schema": N_(
        "{place} was made by a newer version of this program. Install that version to open it."
    ),
    "older_schema": N_(
        "{place} was made by an older version of this program. Open it in the desk or migrate it."
    ),
    "file_in_use": N_("{place} is being written by another program. Wait a moment and try again."),
    "disk_full": N_("The disk is full, so {place} was not saved. Make room and try again."),
    "disk_trouble": N_(
        "The disk reports an error with {place}, or is full. Check room and connection and try again; if it stays,"
        " restore the latest backup."
    ),
    "file_read_only": N_("{place} is read-only. Make it writable or save a copy elsewhere."),
    "file_damaged": N_("{place} is damaged. Restore the latest backup."),
    "opened_read_only": N_(
        "{place} has been opened for reading only. Close it where it is in use to change it."
    ),
    "server_unusable": N_(
        "The address {place} cannot be used. Write it as postgresql://user:password@server/database."
    ),
    "example_on_server": N_("The example is made in a folder and not in {place}. Give the name of a folder."),
    "server_driver_missing": N_(
        "For {place} the part for PostgreSQL is missing here. Install it: pip install 'psycopg[binary]'."
    ),
    "not_a_region_database": N_(
        "The database {place} holds no region yet. Make one in it with: ibo-desk new ADDRESS --preset NAME."
    ),
    "is_a_folder": N_("{place} is a folder. Choose a file that ends in .ibo."),
    "server_unreachable": N_("The server of {place} does not answer. Check the network and the address."),
    "server_refused": N_(
        "The server refuses {place}. Check the name of the database, the user and the password."
    ),
    "server_wants_password": N_(
        "The server of {place} asks for a password. Put it in the password file of PostgreSQL, or open the region in"
        " the window, which asks for it."
    ),
    "server_wrong_password": N_(
        "The server refuses the user or the password of {place}. Give the right ones and try again."
    ),
    "server_no_rights": N_(
        "This login has no right to do that in {place}. Ask the administrator: ibo-desk server add gives it."
    ),
    "server_reads_only": N_(
        "The login {login} may only read in {place}. Ask the administrator for the right to write."
    ),
    "server_not_administrator": N_(
        "This needs a login that may make roles and owns {place}. Ask the administrator of the server to do it."
    ),
    "server_not_owner": N_(
        "Only the administrator may change the layout of the database {name}. Ask for: ibo-desk migrate."
    ),
    "server_not_set_up": N_("The database {name} has no groups yet. Do this first: ibo-desk server init."),
    "no_such_login": N_("No login {name} has rights here. See ibo-desk server list."),
    "not_a_server": N_("{place} is no address of a server. Write it as postgresql://user@server/database."),
    "passwords_differ": N_("The two passwords differ, so nothing was changed. Try again."),
    "server_busy": N_(
        "{who} is writing in {place}; after {seconds} seconds of waiting nothing was saved. Try again in a moment."
    ),
    "server_was_busy": N_(
        "Somebody was writing in {place}; after {seconds} seconds of waiting nothing was saved. Try again."
    ),
    "server_lost_at_commit": N_(
        "The connection with the server of {place} broke while it was saving. Look, once it is back, whether the"
        " change stands there, and make it again if not."
    ),
    "unstorable_text": N_("This text holds an invisible character that cannot be looked for. Type it anew."),
    "meeting_number_taken": N_(
        "Another meeting of this body has that number in that year already. Choose another number."
    ),
    "report_number_taken": N_(
        "Other minutes of this body have that number in that year already. Choose another number."
    ),
    "newer_content": N_(
        "This paper was stored by a newer version of this program. Install that version to read it."
    ),
    "backup_of_server": N_(
        "{place} is a database on a server; its administrator makes and restores its backups."
    ),
    "backup_failed": N_(
        "No backup could be written in {place}. Check that the disk has room and may be written."
    ),
}
