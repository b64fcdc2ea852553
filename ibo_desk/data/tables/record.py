"""What every journaled table has."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

from ibo_desk.data.tables.mapping import FinishedLater
from ibo_desk.domain.ids import uuid7

SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
SQLModel.model_config["defer_build"] = (
    True  # validators are built when a draft is validated, not at every start
)


def new_id() -> UUID:
    """An id for a record that only this copy can make."""
    return uuid7(datetime.now(UTC))


class Draft(SQLModel, metaclass=FinishedLater):
    """What may be written of a record: the fields that a draft of it is checked against."""


class Stored(SQLModel, metaclass=FinishedLater):
    """What has a table."""


class Record(Stored):
    """A journaled record: its id, the journal entry that last wrote it, and the one that deleted it."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    revision: UUID | None = Field(default=None)
    deleted_in: UUID | None = Field(
        default=None
    )  # no index: nearly all are empty, and planners would choose it
