"""The sample district says what its data say: on every page, in every file, on every night."""

import re
from urllib.parse import urljoin

import pytest

from crawler.extractors import read
from nianbao.sample.district import District, Publication, load
from nianbao.sample.printed import APPLICANTS
from nianbao.sample.site import Resource, build
from storage.records import Outcome, Report

COLUMN = "/zfxxgk/zfxxgknb/"
STATES = {"": "blank", "/": "slash"}


def addresses(publication: Publication, answers: dict[str, Resource]) -> list[str]:
    """Where a publication's report stands: its page, its file, or both."""
    page = next(path for path in answers if path.endswith(f"_{publication.id}.html"))
    file = [path for path in answers if publication.file and path.endswith(f"{publication.id:011}.{publication.file}")]
    return ([page] if publication.page else []) + file


def report_at(path: str, answer: Resource) -> Report:
    reading = read(answer.body, url=f"http://127.0.0.1{path}", content_type=answer.content_type)
    assert reading.refusal is None, path
    (report,) = reading.reports
    return report


def all_reports(revision: int) -> list[tuple[Publication, str, Report]]:
    answers = dict(build(revision))
    return [
        (publication, path, report_at(path, answers[path]))
        for publication in load(revision).publications
        for path in addresses(publication, answers)
    ]


@pytest.fixture(scope="module", params=[1, 2])
def night(request: pytest.FixtureRequest) -> tuple[District, list[tuple[Publication, str, Report]]]:
    return load(request.param), all_reports(request.param)


def test_six_agencies_report_on_four_years_in_both_forms() -> None:
    publications = load().publications
    assert len({p.text.agency for p in publications}) == 6
    assert {(p.text.year, p.text.form) for p in publications} == {
        (2020, "b2019"),
        (2021, "a2021"),
        (2022, "a2021"),
        (2023, "a2021"),
    }
    assert len(publications) == len({(p.text.agency, p.text.year) for p in publications}) == 24


def test_every_page_and_file_is_read_as_the_district_printed_it(night) -> None:
    for publication, path, report in night[1]:
        assert (report.year, report.format) == (publication.text.year, publication.text.form), path
        printed = publication.text.numbers
        found = {(c.table, c.row, c.column): (c.raw, c.state.value) for c in report.cells}
        wanted = {key: (text, STATES.get(text, "reported")) for key, text in printed.items()}
        assert {key: found[key] for key in wanted} == wanted, path
        assert {found[key] for key in found.keys() - wanted.keys()} <= {(None, "missing")}, path


def test_only_the_planted_identities_fail(night) -> None:
    district, reports = night
    failed = {
        (publication.text.agency, publication.text.year, finding.identity, *finding.bind.values())
        for publication, _, report in reports
        for finding in report.findings
        if finding.outcome is Outcome.FAIL
    }
    assert failed == {(p.agency, p.year, p.identity, *p.bind.values()) for p in district.planted()}
    assert len(failed) == 2


def test_what_is_carried_in_is_what_was_carried_out_the_year_before() -> None:
    texts = {(p.text.agency, p.text.year): p.text.numbers for p in load(2).publications + load(1).publications}
    pairs = [(key, (key[0], key[1] - 1)) for key in texts if (key[0], key[1] - 1) in texts]
    assert len(pairs) == 19  # six agencies, three pairs each, and one more with the report of the second night
    for this, before in pairs:
        for applicant, _ in APPLICANTS[:-1]:
            assert texts[this]["t3", "carried_in", applicant] == texts[before]["t3", "carried_out", applicant], (
                this,
                applicant,
            )


def test_every_link_of_the_site_leads_somewhere_on_the_site() -> None:
    answers = build(2)
    for path, answer in answers.items():
        if not answer.body.startswith(b"<!DOCTYPE html>"):
            continue
        for href in re.findall(
            r'(?:href|action|src)="([^"]+)"', answer.body.decode("gb18030" if b"=gb2312" in answer.body else "utf-8")
        ):
            assert href == "javascript:;" or urljoin(path, href) in answers, (path, href)


def test_the_listing_shows_every_report_once_and_noise_between_them() -> None:
    answers, district = build(), load()
    pages = [answers[COLUMN + name].body.decode() for name in ("", "index_1.html", "index_2.html")]
    assert all(f'createPageHTML(3, {number}, "index", "html")' in page for number, page in enumerate(pages))
    listed = [href for page in pages for href in re.findall(r'<li><a href="(\./\d{6}/t\d+_\d+\.html)"', page)]
    wanted = [str(thing.id) for thing in (*district.publications, *district.lookalikes)]
    assert sorted(re.findall(r"_(\d+)\.html", " ".join(listed))) == sorted(wanted)


def test_one_page_is_gb18030_and_calls_itself_gb2312() -> None:
    (path,) = [path for path, answer in build().items() if b"charset=gb2312" in answer.body]
    body = build()[path].body
    assert "䶮溪" in body.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        body.decode("gb2312")


def test_on_the_second_night_one_report_is_corrected_one_is_new_and_one_is_gone() -> None:
    first, second = build(1), build(2)
    changed = {path for path in first.keys() & second.keys() if first[path].body != second[path].body}
    listings = {COLUMN, COLUMN + "index_1.html", COLUMN + "index_2.html"}
    (corrected,) = changed - listings
    assert b"236" in first[corrected].body
    assert b"263" in second[corrected].body
    assert ["教育局2024年" in second[path].body.decode() for path in second.keys() - first.keys()] == [True]
    assert ["区民政局2020年" in first[path].body.decode() for path in first.keys() - second.keys()] == [True]
    assert all(second[path].modified > first[path].modified for path in changed)
    assert all(second[p].modified == first[p].modified for p in (first.keys() & second.keys()) - changed)


def test_later_nights_are_like_the_last() -> None:
    assert build(7) == build(2)
