"""Runs the migrations inside the transaction that ``storage.session.upgrade`` opened, and makes the views anew.

Views follow the program and not the steps: they go before the first step, and those of today come after the last.
The ``alembic`` command, which opens no transaction for us, gets one on the database that is configured.
"""

import os
from contextlib import ExitStack

from alembic import context

from migrations.views import drop_views, make_views
from storage.models import metadata
from storage.search.schema import is_of_search
from storage.session import HEAD, WRITING, open_engine
from storage.settings import Settings

with ExitStack() as stack:
    connection = context.config.attributes.get("connection")
    if connection is None:
        engine = open_engine(Settings.from_environment(os.environ).database_url)
        stack.callback(engine.dispose)
        connection = stack.enter_context(engine.execution_options(**{WRITING: True}).begin())
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_name=lambda name, kind, _: kind != "table" or not is_of_search(name or ""),
        render_as_batch=True,
    )
    drop_views(connection)
    context.run_migrations()
    if context.get_context().get_current_heads() == (HEAD,):
        make_views(connection)
