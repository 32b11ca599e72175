"""Runs the migrations inside the transaction that ``storage.session.upgrade`` opened."""

from alembic import context

from storage.models import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("run migrations by: nianbao db upgrade")
context.configure(connection=connection, target_metadata=metadata)
context.run_migrations()
