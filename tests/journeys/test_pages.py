"""The pages on asking: their SQL and their Python give what they print, on the sample district."""

import doctest
import re
from pathlib import Path

import pytest

from tests.journeys.household import ROOT, Household

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

SQL = (ROOT / "docs" / "sql.md").read_text("utf-8")
QUESTIONS = re.findall(r"^### (\d+\..*?)\n.*?^```sql\n(.*?)^```\n\n^```text\n(.*?)^```", SQL, re.M | re.S)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Household:
    home = Household(tmp_path_factory.mktemp("pages") / "home")
    home.nianbao("demo")
    return home


def test_the_page_has_its_questions() -> None:
    assert len(QUESTIONS) == SQL.count("```sql") == 17


def test_the_sql_of_the_page_gives_what_is_printed_below_it(home: Household) -> None:
    for question, statement, printed in QUESTIONS:
        answered = [line.rstrip() for line in home.nianbao("query", statement).splitlines()]
        assert answered == printed.splitlines(), question


def test_the_commands_of_the_page_work(home: Household) -> None:
    assert "indicators" in home.nianbao("query", "--describe")
    assert "numerator" in home.nianbao("query", "--describe", "indicators")
    assert len(home.query("SELECT \"column\", unit, description_zh FROM dictionary WHERE view = 'disputes'")) > 15


def test_the_python_of_the_page_gives_what_is_printed_below_it(
    home: Household, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANBAO_HOME", str(home.path))
    for name in ("NIANBAO_DATABASE_URL", "NIANBAO_ARCHIVE_URL"):
        monkeypatch.delenv(name, raising=False)
    page = Path(ROOT / "docs" / "python.md")
    failed, attempted = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert failed == 0, capsys.readouterr().out
    assert attempted > 15
