"""A stored cell traced to its place in the archived document."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import Engine

from crawler.confined import Confined
from forms import Measure
from nianbao.cli import program
from nianbao.operations.provenance import Traced, trace
from storage import queries
from storage.archive import Archive
from storage.queries import Narrowing, UnknownError
from storage.records import State
from storage.settings import Settings
from tests.nianbao.operations.older import NEW, OUT, THEN, URL

YEAR = 2022
SUM = Measure("t3", "new_received", "natural_person")


def traced(engine: Engine, settings: Settings, measure: Measure, **more: int) -> Traced:
    with queries.snapshot(engine) as connection:
        (stored,) = queries.reports(connection)
        archive, narrowing = Archive(settings.archive_url), Narrowing(stored.agency, None, YEAR)
        return trace(connection, archive, narrowing, measure, confined=Confined(), **more)


def test_a_cell_is_read_again_where_it_is_printed(engine: Engine, settings: Settings) -> None:
    found = traced(engine, settings, SUM)
    assert found.agrees
    assert (found.again, found.again.raw) == (found.origin.printed, found.origin.printed.raw)
    assert found.at is not None
    assert found.rule
    assert (found.origin.capture.url, found.origin.capture.captured_at, found.html) == (URL, THEN, True)
    assert ("Content-Type", "text/html") in found.exchange.response_headers


def test_a_number_that_an_older_extractor_left_wrong_is_told_with_both_extractors(
    engine: Engine, settings: Settings
) -> None:
    found = traced(engine, settings, NEW)
    assert not found.agrees
    assert (found.origin.printed.raw, found.origin.extractor) == ("9999", "0")
    assert found.again.raw != "9999"
    assert traced(engine, settings, OUT).origin.printed.state is State.MISSING


def test_a_version_that_is_not_stored_is_one_sentence(engine: Engine, settings: Settings) -> None:
    with pytest.raises(UnknownError, match="no version 7 of"):
        traced(engine, settings, NEW, version=7)


def test_the_command_prints_the_way_back_and_writes_the_page_marked(engine: Engine, settings: Settings) -> None:
    with queries.snapshot(engine) as connection:
        (stored,) = queries.reports(connection)
    page = settings.home / "cell.html"
    runner = CliRunner(env={"NIANBAO_HOME": str(settings.home)})
    result = runner.invoke(program, ["cell", stored.agency, str(YEAR), ".".join(SUM), "--html", str(page)])
    assert result.exit_code == 0, result.output
    for said in ("表三 一、本年新收", "read again   the same", URL, "offset", stored.sha256):
        assert said in result.stdout
    frame = LexborHTMLParser(page.read_text("utf-8")).css_first("iframe")
    assert frame.attributes["sandbox"] == ""
    inner = LexborHTMLParser(frame.attributes["srcdoc"])
    assert inner.css_first("[data-marked]") is not None
    differs = runner.invoke(program, ["cell", stored.agency, str(YEAR), ".".join(NEW)])
    assert differs.exit_code == 1
    assert "stored 9999 by extractor 0" in differs.stdout


def test_a_cell_that_no_form_has_is_a_mistake_in_the_command_line(engine: Engine, settings: Settings) -> None:
    runner = CliRunner(env={"NIANBAO_HOME": str(settings.home)})
    result = runner.invoke(program, ["cell", "财政局", str(YEAR), "t3.new_received.everybody"])
    assert result.exit_code == 2
    assert "there is t3.new_received.natural_person" in result.stderr
    assert Path(settings.home, "nianbao.db").exists()
