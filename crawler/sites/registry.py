"""Loading the registry: a folder of site files in any depth, or one file."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from crawler.errors import SiteFileError
from crawler.sites.record import Site
from crawler.sites.schema import read_site

_SHOWN = 5


def load(path: Path | None = None) -> tuple[Site, ...]:
    """All sites of a registry, by id; without a path those that ship.

    Raises SiteFileError in one line that names every file and key to mend: half a registry would be a silent gap.
    """
    sites: list[Site] = []
    faults: list[str] = []
    for file in _files(path or Path(__file__).parent):
        site, clauses = _read(file)
        faults.extend(f"{file}: {clause}" for clause in clauses)
        if site is not None:
            sites.append(site)
    faults.extend(_twice(sites))
    if faults:
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise SiteFileError("; ".join(faults[:_SHOWN]) + more)
    return tuple(sorted(sites, key=lambda site: site.id))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise SiteFileError(f"{path}: no such file or folder; name a site file or a folder of them")
    files = sorted(path.rglob("*.toml"))
    if not files:
        raise SiteFileError(f"{path}: holds no site files; a site is one file <district>.toml")
    return files


def _read(file: Path) -> tuple[Site | None, tuple[str, ...]]:
    """One file as a site, or why it is none."""
    if not re.fullmatch(r"[\w-]+", file.stem):
        return None, ("the file's name is the site's id: use letters, digits, - and _ only",)
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        return None, (f"cannot be read: {error.strerror or error}",)
    except UnicodeDecodeError:
        return None, ("is not UTF-8: save it in that encoding",)
    except tomllib.TOMLDecodeError as error:
        return None, (f"is not TOML: {error}",)
    return read_site(content, file)


def _twice(sites: list[Site]) -> Iterator[str]:
    """The ids that two files claim."""
    first: dict[str, Site] = {}
    for site in sites:
        if before := first.get(site.id):
            yield f"{site.path}: the id {site.id} is taken by {before.path}; rename one of the two files"
        first.setdefault(site.id, site)
