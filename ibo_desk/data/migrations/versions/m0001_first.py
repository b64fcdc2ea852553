"""The first schema; may change until 0.1.0 is released, so it follows the tables."""

from alembic import op

from ibo_desk.data.locks import trigger_statements
from ibo_desk.data.search_ddl import search_statements
from ibo_desk.data.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection)
    schema = connection.dialect.default_schema_name or ""
    for statement in [
        *trigger_statements(connection.dialect.name, schema),
        *search_statements(connection.dialect.name),
    ]:
        connection.exec_driver_sql(statement)
