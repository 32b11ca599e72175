"""The queue of tasks: its tables, who takes them, what was left lying, and whether the server has room for all."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from nianbao.doctor.condition import Condition, condition
from nianbao.doctor.line import Grade, Line, said
from nianbao.operations.again.rereading import processes
from nianbao.worker import schema
from nianbao.worker.plan import Plan
from nianbao.worker.schema import Standing
from storage.errors import StorageError
from storage.session import behind, open_engine
from storage.settings import Settings

_PLAN = Plan(concurrency=processes())
"""What a worker does that is told nothing else."""
_OVERDUE = timedelta(hours=30)
"""Since the last night: one a day, and six hours in which one that was missed is made good."""
_LONG = timedelta(hours=24)
"""A night that has not ended by the next one."""
_APART = 5.0
"""Seconds between two clocks that are looked at: less is the network's."""
_OTHERS = 10
"""Connections that pages, commands and people need."""
_NAMED = 5
"""Tasks that are named; the list has all."""


def examine(settings: Settings) -> Iterator[Line]:
    """The lines of a PostgreSQL database; none of another one, or where the line of the database says enough."""
    try:
        engine = open_engine(settings.database_url)
    except StorageError:
        return
    try:
        if engine.dialect.name == "postgresql" and _is_usable(engine):
            yield from _lines(engine)
    except SQLAlchemyError as error:
        yield Line("queue", Grade.FAIL, said(error), "check what the user of NIANBAO_DATABASE_URL may read")
    finally:
        engine.dispose()


def _is_usable(engine: Engine) -> bool:
    try:
        return not behind(engine)
    except (StorageError, SQLAlchemyError):
        return False


def _lines(engine: Engine) -> Iterator[Line]:
    with engine.connect() as connection:
        standing = schema.standing(connection)
        yield _tables(standing)
        if standing in (Standing.UNMADE, Standing.FOREIGN):
            return
        found = condition(connection, dead_after=_PLAN.pace.dead_after)
    yield _workers(found)
    yield _tasks(found)
    yield _nights(found)
    yield _clock(found)
    yield _connections(found)


def _tables(standing: Standing) -> Line:
    if standing is Standing.FOREIGN:
        return Line("queue", Grade.FAIL, "its tables are another program's", "make a database for this program alone")
    if standing is Standing.NEWER:
        remedy = "install the version of this program that the other machines have"
        return Line("queue", Grade.FAIL, "its tables are of a newer version", remedy)
    if standing is Standing.OLDER:
        return Line("queue", Grade.OK, "its tables are of an older version, brought to this one by the next worker")
    return Line(
        "queue",
        Grade.OK,
        "no tables yet, made by the first worker" if standing is Standing.UNMADE else "its tables are there",
    )


def _workers(found: Condition) -> Line:
    """Without workers nothing is lost, and nothing is done."""
    if _is_heard(found):
        return Line("workers", Grade.OK, f"{found.workers or 'some'} at work")
    says = f"none alive, the last was heard of at {_told(found.heard)}" if found.heard else "none alive"
    if found.due:
        says = f"{says}; {_counted(found.due, 'task')} could be taken"
    return Line("workers", Grade.FAIL if found.due else Grade.WARN, says, "start nianbao worker")


def _is_heard(found: Condition) -> bool:
    return found.heard is not None and found.now - found.heard < timedelta(seconds=_PLAN.pace.dead_after)


def _tasks(found: Condition) -> Line:
    says, remedies = [f"{found.due:,} to be taken"], []
    if found.stalled:
        says.append(f"{_counted(len(found.stalled), 'task')} of workers that are gone: {_numbers(found.stalled)}")
        remedies.append(
            "they are taken up within a minute" if _is_heard(found) else "start nianbao worker, which takes them up"
        )
    if found.failed:
        says.append(f"{len(found.failed):,} failed: {_numbers(found.failed)}")
        which = str(found.failed[0]) if len(found.failed) == 1 else "all"
        remedies.append(f"see nianbao tasks, mend the cause, then run nianbao tasks --retry {which}")
    return Line("tasks", Grade.WARN if remedies else Grade.OK, "; ".join(says), "; ".join(remedies))


def _nights(found: Condition) -> Line:
    if found.night is None:
        return Line("nights", Grade.OK, "none has begun yet")
    says = f"the last began at {_told(found.night)}"
    if found.now - found.night > _OVERDUE:
        remedy = "start nianbao worker without --no-night on one machine; nianbao night --defer begins one at once"
        return Line("nights", Grade.WARN, f"{says}, the next is overdue", remedy)
    if found.unended is not None and found.now - found.unended > _LONG:
        says = f"{says}, and that of {_told(found.unended)} has not ended"
        return Line("nights", Grade.WARN, says, "see nianbao tasks for the crawls that are left, or start more workers")
    return Line("nights", Grade.OK, says)


def _clock(found: Condition) -> Line:
    if abs(found.ahead) < _APART:
        return Line("clock", Grade.OK, "as the database's")
    way = "ahead of" if found.ahead > 0 else "behind"
    says = f"this machine's is {timedelta(seconds=round(abs(found.ahead)))} {way} the database's"
    return Line("clock", Grade.WARN, says, "have both machines set by the same time server (NTP)")


def _connections(found: Condition) -> Line:
    workers = max(found.workers, 1)
    needed = workers * _PLAN.connections + _OTHERS
    says = f"{found.room} for all, {_counted(workers, 'worker')} with nothing but defaults may need {needed}"
    if found.room < needed:
        remedy = f"set max_connections of PostgreSQL to {needed + _OTHERS} or more, or give workers fewer --crawls"
        return Line("connections", Grade.WARN, says, remedy)
    return Line("connections", Grade.OK, says)


def _numbers(tasks: Sequence[int]) -> str:
    more = ["…"] if len(tasks) > _NAMED else []
    return ", ".join([*map(str, tasks[:_NAMED]), *more])


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _told(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%SZ")
