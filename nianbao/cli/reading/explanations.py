"""``nianbao extract --explain``: every file explained, on the terminal, as a page, or both."""

from collections.abc import Iterator, Sequence
from itertools import chain, count
from pathlib import Path

import click

from crawler.confined import Forked
from crawler.confined.work import explain_confined
from crawler.extractors.explanation import About, Explanation
from nianbao.cli import show
from nianbao.cli.reading.opening import unopened
from nianbao.explain import lines, page
from storage.records import Refusal


def explain_files(files: Sequence[str], url: str | None, *, terminal: bool, page_to: Path | None) -> bool:
    """Whether every file could be read. ``page_to`` is a file, or for several files a folder."""
    if page_to is not None and len(files) > 1:
        page_to.mkdir(parents=True, exist_ok=True)
    whole = True
    taken = {Path(path).resolve() for path in files}
    for path, found in _explained(files, url):
        name = click.format_filename(path)
        if isinstance(found, Refusal):
            show.warn(f"{name}: {found.message}")
            whole = False
            continue
        whole = whole and not any(isinstance(part.report, Refusal) for part in found)
        for part in found if terminal else ():
            show.say(name)
            for line in lines(part):
                show.say(line)
        if page_to is not None:
            place = _free(page_to, Path(path).name, taken) if page_to.is_dir() else page_to
            place.write_text(page(name, found), "utf-8")
            show.say(f"{name}: explained in {place}")
    return whole


def _free(folder: Path, name: str, taken: set[Path]) -> Path:
    """A place in the folder that is no file to explain and no page of this run: two folders may have a 1.html."""
    names = (f"{name}{number}.html" for number in chain([""], (f".{n}" for n in count(2))))
    place = next(place for each in names if (place := folder / each).resolve() not in taken)
    taken.add(place.resolve())
    return place


def _explained(files: Sequence[str], url: str | None) -> Iterator[tuple[str, tuple[Explanation, ...] | Refusal]]:
    with Forked() as confined:
        for path in files:
            try:
                yield path, explain_confined(confined, Path(path).read_bytes(), About(url=url, name=Path(path).name))
            except OSError as error:
                yield path, unopened(path, error)
