"""Runs ``nianbao reextract`` beside the server and tells how far it is: whatever it chokes on ends only it."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any

from nianbao.web.again.shelf import Shelf
from nianbao.web.replies.problems import RefusedError
from nianbao.web.resources.reports.rereading import Rereading, Stage, report_of
from storage.settings import Settings

logger = logging.getLogger(__name__)

LIMIT = 300
"""Seconds that one may take."""
_OFTEN = 0.3
"""Seconds between two notes of how far it is."""
_WAIT = 10


class Rereadings:
    """One at a time, whatever the number of server processes that share a folder."""

    def __init__(self, settings: Settings, now: Callable[[], datetime], limit: float = LIMIT) -> None:
        self._settings = settings
        self._shelf = Shelf(settings.home / "rereadings")
        self._now = now
        self._limit = limit
        self._work: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    def begin(self, wanted: Rereading) -> None:
        """Raises RefusedError while another is under way."""
        try:
            lock = self._shelf.lock()
            if lock is None:
                raise RefusedError(409, "refused.again_turn", {"Retry-After": str(_WAIT)}, wait=_WAIT)
            self._shelf.tidy()
            self._shelf.put(wanted)
        except OSError as error:
            logger.warning("no result can be kept: %s", error)
            raise RefusedError(503, "refused.again_room") from error
        self._thread = threading.Thread(target=self._run, args=(wanted, lock), daemon=True)
        self._thread.start()

    def find(self, number: str) -> Rereading:
        """Raises RefusedError for one that there is not, or not any more."""
        found = self._shelf.get(number)
        if found is None:
            raise RefusedError(404, "refused.again_over")
        return found

    def close(self) -> None:
        """Ends the one that is under way."""
        if self._work is not None:
            _end(self._work)
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _run(self, wanted: Rereading, lock: IO[str]) -> None:
        try:
            with lock:
                told = wanted
                try:
                    told = self._worked(wanted)
                except Exception:  # whatever it is, it ends as a stated outcome
                    logger.exception("reading %s again failed", wanted.agency)
                    told = replace(wanted, stage=Stage.FAILED, reason="the program made a mistake; its log says which")
                self._shelf.put(replace(told, ended_at=self._now()))
        except OSError as error:
            logger.warning("the result of %s cannot be kept: %s", wanted.agency, error)

    def _worked(self, wanted: Rereading) -> Rereading:
        late = threading.Event()
        with TemporaryFile() as complaints, self._started(wanted, complaints) as work:
            self._work = work
            timer = threading.Timer(self._limit, _late, (work, late))
            timer.start()
            try:
                told = self._told(wanted, work)
                status = work.wait()
            finally:
                timer.cancel()
                _end(work)
                self._work = None
            complaints.seek(0)
            said = complaints.read()[-2000:].decode("utf-8", "replace")
        return self._ended(told, status, said, is_late=late.is_set())

    def _started(self, wanted: Rereading, complaints: IO[bytes]) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603 – our own command, and no shell
            command(wanted),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
            env=self._environment(),
            start_new_session=True,
        )

    def _told(self, wanted: Rereading, work: "subprocess.Popen[str]") -> Rereading:
        told, noted = wanted, time.monotonic()
        for record in _records(work.stdout):
            report = report_of(record)
            read = told.read + (not told.reports or told.reports[-1].sha256 != report.sha256)
            told = replace(told, reports=(*told.reports, report), read=min(read, told.total), run=record.get("run"))
            if time.monotonic() - noted > _OFTEN:
                self._shelf.put(told)
                noted = time.monotonic()
        return told

    def _ended(self, told: Rereading, status: int, said: str, *, is_late: bool) -> Rereading:
        if is_late:
            return replace(told, stage=Stage.STOPPED, reason=f"it took longer than {self._limit:g} s")
        if status == 0 or (status == 1 and any(report.change == "lost" for report in told.reports)):
            return replace(told, stage=Stage.DONE, read=told.total)
        logger.error("reading %s again ended with %s: %s", told.agency, status, said)
        return replace(told, stage=Stage.FAILED, reason="the program that reads ended early; the server's log says why")

    def _environment(self) -> dict[str, str]:
        given = {"NIANBAO_HOME": str(self._settings.home), "NIANBAO_ARCHIVE_URL": self._settings.archive_url}
        if self._settings.names_own_database:
            given["NIANBAO_DATABASE_URL"] = self._settings.database_url
        return {**os.environ, **given, "PYTHONUNBUFFERED": "1"}


def command(wanted: Rereading) -> list[str]:
    """The one that anybody can give at a terminal."""
    options = [f"--district={wanted.district_code}", f"--agency={wanted.agency}", "--json", "--workers=1"]
    return [sys.executable, "-m", "nianbao", "reextract", *options, *(["--dry-run"] if wanted.dry_run else [])]


def _records(lines: IO[str] | None) -> Iterator[dict[str, Any]]:
    for line in lines or ():
        yield json.loads(line)


def _late(work: "subprocess.Popen[str]", late: threading.Event) -> None:
    late.set()
    _end(work)


def _end(work: "subprocess.Popen[str]") -> None:
    """With whatever it has started; one that has ended is left alone, for its number may be another's by now."""
    if work.poll() is not None:
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(work.pid, signal.SIGKILL)
