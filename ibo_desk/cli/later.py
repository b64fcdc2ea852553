"""What the contract of the command line names and this version does not do yet: said plainly, exit 2."""

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _


class ComesLaterError(UserError):
    """Asked for something that a later version brings."""

    def __init__(self, what: str) -> None:
        super().__init__("comes_later", what=what)
        self.what = what

    @property
    def sentence(self) -> str:
        return _("“{what}” comes in a later version of IBO Desk.").format(what=self.what)
