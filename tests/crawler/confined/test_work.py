"""A captured document is read where it can do no harm; one that is given up says why."""

import io
import os
from datetime import UTC, datetime

import docx
import pytest

from crawler.confined import Confined, Forked, Limits
from crawler.confined.work import at_its_place, explain_confined, is_read_here, read_body, read_confined, read_file
from crawler.extractors.explanation import About
from storage.records import Capture, Context, Pointer, Refusal, Role

PAGE = "<!doctype html><title>甲局2024年政府信息公开工作年度报告</title><p>一、总体情况</p>".encode()


def word() -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.add_heading("甲局2024年政府信息公开工作年度报告")
    document.add_paragraph("一、总体情况")
    document.save(file)
    return file.getvalue()


def capture(body: bytes) -> Capture:
    context = Context("shili", "990101", "示例市示例区", Role.REPORT)
    at = datetime(2026, 1, 2, tzinfo=UTC)
    return Capture("https://a.gov.cn/1", at, 200, "0" * 64, len(body), None, None, None, Pointer("a", 0, 1), context)


def test_a_page_is_read_here_and_a_document_there_and_both_say_the_same_as_ever() -> None:
    with Confined() as confined:
        for body in (PAGE, word()):
            assert read_confined(confined, capture(body), body) == read_body(capture(body), body)

    assert (is_read_here(PAGE, None), is_read_here(word(), None), is_read_here(PAGE * 10_000, None)) == (
        True,
        False,
        False,
    )


def test_any_work_on_a_body_is_done_at_its_place() -> None:
    with Forked() as forked:
        places = [at_its_place(forked, body, None, os.getpid) == os.getpid() for body in (PAGE, word(), PAGE * 10_000)]
    assert places == [True, False, False]


@pytest.mark.parametrize("body", [word(), PAGE * 10_000])
def test_a_document_that_takes_too_long_is_refused_for_that(body: bytes) -> None:
    with Forked(Limits(seconds=0.001)) as confined:
        reading = read_confined(confined, capture(body), body)
        file = read_file(confined, body, None, "a.docx")
        explained = explain_confined(confined, body, About())

    assert isinstance(explained, Refusal)
    assert [r and r.kind for r in (reading.refusal, file.refusal, explained)] == ["out_of_time"] * 3
