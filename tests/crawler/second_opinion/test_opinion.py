"""Documents that their reader refuses, handed to LibreOffice."""

import io
import zipfile
from pathlib import Path

import pytest

from crawler.extractors import read
from crawler.second_opinion import Office, Refused, find, hear, is_wanted
from storage.records import State

GOLDEN = Path(__file__).parents[2] / "golden"
DOCX = (GOLDEN / "xinfangban-2024" / "report.docx").read_bytes()
DOC = (GOLDEN / "xinfangban-2024" / "report.doc").read_bytes()


class Told(Office):
    """Gives the same document for everything."""

    def convert(self, files: object, to: str) -> list[bytes | None]:
        self.asked.append((len(files), to))  # type: ignore[arg-type]
        return [self.body] * len(files)  # type: ignore[arg-type]


def told(body: bytes | None) -> Told:
    office = Told("soffice")
    object.__setattr__(office, "body", body)
    object.__setattr__(office, "asked", [])
    return office


Told.__slots__ = ()


def damaged(data: bytes = DOC) -> bytes:
    """A .doc of which the second half is not there."""
    return data[: len(data) // 2]


def refused(data: bytes) -> Refused:
    return Refused(data, read(data))


def test_a_refused_document_is_read_and_says_by_whom() -> None:
    one = refused(damaged())
    assert is_wanted(one.reading, one.data)
    (heard,) = hear(told(DOCX), [one])
    (report,) = heard.reports
    assert heard.sha256 == one.reading.sha256
    assert heard.media_type == one.reading.media_type
    assert report.sources["reader"] == "libreoffice"
    assert any("LibreOffice" in warning for warning in report.warnings)
    assert {c.state for c in report.cells} == {c.state for c in read(DOCX).reports[0].cells}


def test_where_it_makes_nothing_of_a_document_the_refusal_stands() -> None:
    one = refused(damaged())
    assert hear(told(None), [one]) == [one.reading]


def test_a_part_of_a_damaged_document_that_does_not_add_up_is_not_taken() -> None:
    one = refused(damaged())
    other = (GOLDEN / "unbalanced-2022" / "report.doc").read_bytes()
    assert hear(told(other), [one]) == [one.reading]


def test_sound_documents_pages_and_locked_ones_are_not_handed_on() -> None:
    for data in (DOCX, DOC, b"<html><body>404</body></html>", b"%PDF-1.4 broken", b""):
        assert not is_wanted(read(data), data)


def test_a_batch_is_one_call_for_each_kind_of_program() -> None:
    office = told(DOCX)
    hear(office, [refused(damaged())] * 25)
    assert office.asked == [(20, "docx"), (5, "docx")]  # type: ignore[attr-defined]


def test_libreoffice_opens_what_the_reader_refuses() -> None:
    office = find()
    if office is None:
        pytest.skip("LibreOffice is not installed on this machine")
    package = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCX)) as whole, zipfile.ZipFile(package, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, whole.read(name))
    cut = package.getvalue()[: -whole_directory(package.getvalue())]
    one = refused(cut)
    if one.reading.refusal is None:
        pytest.skip("the reader opens it itself")
    (heard,) = hear(office, [one])
    for report in heard.reports:
        want = {c[:3]: c.value for c in read(DOCX).reports[0].cells}
        read_wrong = [c for c in report.cells if c.state is State.REPORTED and want[c[:3]] != c.value]
        assert read_wrong == []
        assert report.sources["reader"] == "libreoffice"


def whole_directory(data: bytes) -> int:
    """The length of a zip's directory, without which it does not open."""
    return len(data) - data.index(b"PK\x01\x02")
