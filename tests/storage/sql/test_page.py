"""What docs/sql.md asks can be asked on both databases, and is all of what there is to ask."""

import importlib.util
import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.models.views import VIEWS
from storage.sql import QueryError, ask
from tests.storage.world import fill

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "sql.md").read_text("utf-8")


def test_every_question_of_the_page_can_be_asked(database: Engine) -> None:
    fill(database)
    for statement in re.findall(r"```sql\n(.*?)```", PAGE, re.S):
        answer = ask(database, statement)
        assert answer.columns


def test_the_lists_of_the_page_are_those_of_the_views() -> None:
    spec = importlib.util.spec_from_file_location("views_page", ROOT / "scripts" / "views.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.renewed(PAGE) == PAGE, "run .venv/bin/python scripts/views.py"


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_a_view_can_be_read_and_not_written(database: Engine, view: str) -> None:
    fill(database)
    (row,) = ask(database, f'SELECT count(*) FROM (SELECT * FROM "{view}") AS v').rows
    assert isinstance(row[0], int)
    for statement in (f"DELETE FROM {view}", f"DROP VIEW {view}", f"INSERT INTO {view} SELECT * FROM {view}"):
        with pytest.raises(QueryError):
            ask(database, statement)


def test_the_index_of_the_search_can_be_asked_and_not_written(database: Engine) -> None:
    fill(database)
    if database.dialect.name == "sqlite":
        asked = "SELECT count(*) FROM current_words WHERE current_words MATCH '\"财政\"'"
        written = "INSERT INTO current_words(current_words) VALUES ('rebuild')"
    else:
        asked = "SELECT count(*) FROM version_words WHERE current AND said LIKE '%财政%'"
        written = "DELETE FROM version_words"
    assert ask(database, asked).rows == ((2,),)
    with pytest.raises(QueryError):
        ask(database, written)
