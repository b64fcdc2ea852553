"""What can be wrong with a list that is handed in: one sentence a person can act on."""

from ibo_desk.domain.errors import UserError


class ListError(UserError):
    """A workbook or a list in it that cannot be read; ``sentence`` says what to do."""

    def __init__(self, code: str, sentence: str, **params: object) -> None:
        super().__init__(code, **params)
        self.sentence = sentence
