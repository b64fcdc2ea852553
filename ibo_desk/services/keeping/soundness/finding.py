"""One thing that is not as it should be, with the record it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ibo_desk.language import N_, _
from ibo_desk.services.words import field_label, kind_label

SENTENCES: dict[str, str] = {
    # the file itself
    "page_fault": N_("The file is damaged ({detail}); restore the latest backup."),
    "misfit": N_("{kind} {id}, {field}: holds a value that cannot stand there; restore the latest backup."),
    "loose_reference": N_(
        "A record of “{kind}” points to one of “{other}” that is not there; restore the latest backup."
    ),
    # the schema
    "part_missing": N_("{part} is missing: somebody took it away. Restore the latest backup."),
    "part_changed": N_("{part} was changed by another program. Restore the latest backup."),
    "part_extra": N_("{part} does not belong here: somebody added it. Restore the latest backup."),
    # the journal
    "entry_changed": N_("Journal entry {id} (“{label}”) was changed afterwards; restore the latest backup."),
    "entry_empty": N_("Journal entry {id} (“{label}”) has lost its changes; restore the latest backup."),
    "change_without_entry": N_(
        "A change of {kind} {id} has lost its journal entry; restore the latest backup."
    ),
    "chain_broken": N_(
        "{kind} {id}, {field}: the journal does not follow on itself; restore the latest backup."
    ),
    "erased_by_nobody": N_(
        "{kind} {id}: the journal says that data were erased, and by no entry; look into it."
    ),
    # records against the journal
    "value_changed": N_(
        "{kind} {id}, {field}: holds something else than the journal says; compare it with a backup."
    ),
    "record_gone": N_(
        "{kind} {id} stands in the journal and is not there any more; restore the latest backup."
    ),
    "record_unjournaled": N_("{kind} {id} is there and the journal knows nothing of it; look into it."),
    # what approved minutes lock, and what is stored
    "written_while_locked": N_(
        "{kind} {id}, {field}: was changed while approved minutes locked it; compare it with the minutes."
    ),
    "minutes_gone": N_(
        "Meeting {id} is locked and its approved minutes are not there; restore the latest backup."
    ),
    "stored_changed": N_(
        "{kind} {id}: the stored text is not the one that was stored; restore the latest backup."
    ),
    "attachment_changed": N_("“{name}”: its content is not what was attached; restore the latest backup."),
    "attachment_gone": N_("“{name}”: its content is not there any more; restore the latest backup."),
    # the search index
    "index_differs": N_(
        "{kind} {id}: the search index holds other words than the record; restore the latest backup."
    ),
    "index_missing": N_("{kind} {id}: is not in the search index; restore the latest backup."),
    "index_extra": N_("The search index holds a record that is not there ({id}); restore the latest backup."),
    "index_damaged": N_("The search index is damaged; restore the latest backup."),
    "more": N_("… and {count} more like the one above."),
}


@dataclass(frozen=True)
class Finding:
    """A code of ``SENTENCES`` and what fills it: ``kind`` (a table), ``id``, ``field`` (a column), …"""

    code: str
    about: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong, with which record, and what to do."""
        values = dict(self.about)
        for name in ("kind", "other"):
            if name in values:
                values[name] = kind_label(str(values[name]))
        if "field" in values:
            values["field"] = field_label(str(values["field"]))
        return _(SENTENCES[self.code]).format(**values)
