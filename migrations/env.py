"""Runs the migrations inside the transaction that ``storage.session.upgrade`` opened."""

from alembic import context

from storage.models import metadata
from storage.search.schema import is_of_search

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("run migrations by: nianbao db upgrade")
context.configure(
    connection=connection,
    target_metadata=metadata,
    include_name=lambda name, kind, _: kind != "table" or not is_of_search(name or ""),
)
context.run_migrations()
