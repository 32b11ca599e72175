"""Documents read again by several processes: the same in the same order, whatever becomes of a process."""

import multiprocessing

import pytest
from sqlalchemy import Engine

from nianbao.operations.again.rereading import Again, read_again
from storage import queries
from storage.archive import Archive
from storage.queries.crawl.documents import Document, captured, documents
from storage.settings import Settings


@pytest.fixture
def stored(engine: Engine) -> list[Document]:
    """One document many times: what is read of it is the same each time."""
    with queries.snapshot(engine) as connection:
        return captured(connection, documents(connection)) * 40


def test_several_processes_read_what_one_reads(stored: list[Document], settings: Settings) -> None:
    alone = list(read_again(stored, Archive.of(settings)))
    assert list(read_again(stored, Archive.of(settings), workers=2)) == alone
    assert all(again.reading is not None and again.reading.reports for again in alone)


def test_a_process_that_is_killed_costs_no_document(stored: list[Document], settings: Settings) -> None:
    found: list[Again] = []
    for again in read_again(stored, Archive.of(settings), workers=2):
        found.append(again)
        if len(found) == 2:
            for process in multiprocessing.active_children():
                process.kill()
    assert found == list(read_again(stored, Archive.of(settings)))
