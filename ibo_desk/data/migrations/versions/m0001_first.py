"""The first schema; may change until 0.1.0 is released, so it follows the tables: the seal tells builds apart."""

from alembic import op

from ibo_desk.data import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    name = connection.dialect.default_schema_name or "public"
    for statement in schema.statements(connection.dialect.name, name):
        connection.exec_driver_sql(statement)
    schema.seal(connection)
