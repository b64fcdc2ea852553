"""What belongs on a tab of Partners where nothing stands yet."""

from typing import Final

from ibo_desk.language import N_

ORGANISATIONS: Final = N_(
    "No partners yet. Here stand municipalities, the province, intermunicipal bodies and agencies; the bodies they sit "
    "in and their engagements follow from it. Paste their names from Excel here."
)
PEOPLE: Final = N_(
    "No people yet. Paste a list from Excel here, or read it in: File, Import from Excel; who holds a mandate is "
    "invited and gets the mails."
)
BODIES: Final = N_(
    "No bodies yet. Here stand the IBO, the transport region council, the mayors' conference and each college, "
    "with who sits in them and what they may."
)
CALENDARS: Final = N_(
    "No college has its days here yet. From them follows by when a note must be in. Read the days of a year in: "
    "File, Import from Excel."
)
CLOSED_DAYS: Final = N_("No closed days yet. “Fill in this year” takes the holidays of Belgium.")
