"""``nianbao extract``: read report files of any supported kind, without database and without network."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.cli import options, show
from nianbao.cli.reading.opening import unopened
from nianbao.cli.reading.readings import describe, record
from storage.records import Reading, Refusal

if TYPE_CHECKING:
    from crawler.confined import Forked


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@click.option("--url", metavar="URL", help="The address the file came from; lends a date and resolves nothing else.")
@options.as_json
@click.option("--explain", "explained", is_flag=True, help="Show every table as found, and why each cell was placed.")
@click.option(
    "--explain-html",
    "page_to",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="The same as a page, the original tables beside the reading; a folder for several files.",
)
def extract(files: tuple[str, ...], url: str | None, as_json: bool, explained: bool, page_to: Path | None) -> None:
    """Read report files, without a database.

    HTML pages, Word and OpenDocument files, RTF, workbooks, PDF with a text layer, zips around them, and text flattened
    with " | " between cells are read by what their bytes are, whatever their name. Office files that are damaged or
    very old are handed to LibreOffice where it is installed. A file that cannot be read is reported, the others still
    follow, and the exit status is 1.
    """
    if explained or page_to:
        if as_json:
            raise click.UsageError("--json is for programs, --explain for people: choose one")
        if page_to and any(_is_same(page_to, path) for path in files):
            raise click.UsageError("--explain-html would write over a file that it explains: choose another name")
        from nianbao.cli.reading.explanations import explain_files

        sys.exit(0 if explain_files(files, url, terminal=explained, page_to=page_to) else 1)
    failed = 0
    for path, answer in _answers(files, url):
        failed += isinstance(answer, Refusal)
        if as_json:
            _print_records(path, answer)
        elif isinstance(answer, Refusal):
            show.warn(f"{click.format_filename(path)}: {answer.message}")
        else:
            describe(path, answer)
    if failed:
        sys.exit(1)


def _is_same(page_to: Path, path: str) -> bool:
    try:
        return page_to.is_file() and page_to.samefile(path)
    except OSError:
        return False


def _answers(files: tuple[str, ...], url: str | None) -> Iterator[tuple[str, Reading | Refusal]]:
    from crawler.confined import Forked
    from crawler.second_opinion import BATCH

    with Forked() as confined:
        for start in range(0, len(files), BATCH):
            yield from _batch(confined, files[start : start + BATCH], url)


def _batch(confined: "Forked", files: tuple[str, ...], url: str | None) -> Iterator[tuple[str, Reading | Refusal]]:
    """The answers for some files; what a reader refuses is handed to LibreOffice, all of it at once."""
    from crawler.confined.work import read_file
    from crawler.second_opinion import Refused, find, hear, is_wanted

    answers: list[Reading | Refusal] = []
    waiting: dict[int, Refused] = {}
    for n, path in enumerate(files):
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            answers.append(unopened(path, error))
            continue
        reading = read_file(confined, data, url, Path(path).name)
        answers.append(reading)
        if is_wanted(reading, data):
            waiting[n] = Refused(data, reading, url, Path(path).name)
    if waiting and (office := find()):
        for n, heard in zip(waiting, hear(office, list(waiting.values())), strict=True):
            answers[n] = heard
    for path, answer in zip(files, answers, strict=True):
        yield path, answer if isinstance(answer, Refusal) else answer.refusal or answer


def _print_records(path: str, answer: Reading | Refusal) -> None:
    name = click.format_filename(path)
    if isinstance(answer, Refusal):
        show.line({"path": name, "error": {"kind": answer.kind, "message": answer.message}})
        return
    for report in answer.reports:
        show.line({"path": name, "sha256": answer.sha256, "media_type": answer.media_type, **record(report)})
