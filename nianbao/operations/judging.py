"""What a person decides about a finding, kept in the database and in the archive, or in neither."""

from sqlalchemy import Engine

from storage import judgements
from storage.archive import Archive
from storage.archive.contents import notes
from storage.records import Judged
from storage.session import WRITING
from storage.settings import Settings


def judge(engine: Engine, settings: Settings, judged: Judged) -> None:
    """Raises StorageError where there is no such report or finding, or where the archive cannot be written."""
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        judgements.record(connection, judged)
        with Archive.of(settings).open_writer() as writer:
            writer.note(notes.JUDGEMENT, notes.judgement_note(judged))
