"""Runs migrations on the connection that ``ibo_desk.data.migrate`` hands in."""

from alembic import context

from ibo_desk.data.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
