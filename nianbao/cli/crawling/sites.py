"""``nianbao sites``: the registry."""

import os
import re
import sys
from dataclasses import asdict
from pathlib import Path

import click

from nianbao.cli import options, show

_NOT_REACHED = 3


@click.group()
def sites() -> None:
    """The districts that the program knows."""


@sites.command("list")
@options.registry
@options.as_json
def list_sites(registry: Path | None, as_json: bool) -> None:
    """List the registry."""
    from crawler.sites import load
    from storage.settings import Settings

    found = load(registry or Settings.from_environment(os.environ).sites)
    if as_json:
        for site in found:
            show.line(
                {
                    "site": site.id,
                    "code": site.code,
                    "name": site.name,
                    "start_urls": list(site.start_urls),
                    "allowed_hosts": list(site.allowed_hosts),
                    "platform": site.platform,
                    "delay": site.delay,
                }
            )
        return
    show.table(["site", "code", "name", "starts at"], [(s.id, s.code, s.name, " ".join(s.start_urls)) for s in found])
    show.say(f"{show.counted(len(found), 'site')}.")


_code = click.option("--code", metavar="CODE", help="The district's code, six digits of GB/T 2260.")
_name = click.option("--name", metavar="NAME", help="The district's full name.")
_delay = click.option("--delay", type=click.FloatRange(0, 300), default=1.0, help="Seconds between two requests.")


@sites.command()
@click.argument("url")
@_code
@_name
@_delay
@options.as_json
def probe(url: str, code: str | None, name: str | None, delay: float, as_json: bool) -> None:
    """Tell what a site would give: CMS family, columns, reports.

    Asks for the home page (or a column), what leads to reports, and their lists; no report is opened, nothing is kept.
    """
    from crawler.errors import WrongChoice
    from nianbao.operations.probe import probe as run_probe

    found = run_probe(url, delay=delay)
    try:
        site_file = found.site_file(code=code, name=name)
    except WrongChoice as error:
        site_file, lacking = None, str(error)
    if as_json:
        show.line(
            {
                "url": found.url,
                "verdict": found.walk.verdict,
                "reason": found.walk.reason,
                "platform": found.platform,
                "columns": [asdict(column) for column in found.columns],
                "reports": sum(found.reports.values()),
                "years": {str(year): count for year, count in sorted(found.reports.items(), key=str)},
                "agencies": list(found.agencies),
                "code": found.code,
                "name": found.name,
                "site_file": site_file,
            }
        )
    else:
        show.say(f"{found.url}: {found.walk.verdict}{f', {found.walk.reason}' if found.walk.reason else ''}")
        show.table(
            ["column", "family", "links", "list", "reason"],
            [(c.url, c.platform, c.links, c.verdict, c.reason) for c in found.columns],
            right=["links"],
        )
        years = ", ".join(f"{year or 'no year'}: {count}" for year, count in sorted(found.reports.items(), key=str))
        show.say(f"{show.counted(sum(found.reports.values()), 'report')} seen{f' ({years})' if years else ''}.")
        show.say(f"A site file for it:\n\n{site_file}" if site_file else f"For a site file: {lacking}")
    if found.walk.verdict in ("unreachable", "blocked", "robots", "not_tried"):
        sys.exit(_NOT_REACHED)


@sites.command()
@click.argument("url")
@click.option("--id", "site", metavar="ID", help="The site's id; by default the name of its host.")
@_code
@_name
@_delay
@click.option(
    "--sites", "registry", metavar="FOLDER", type=click.Path(path_type=Path), help="The registry to add it to."
)
def add(url: str, site: str | None, code: str | None, name: str | None, delay: float, registry: Path | None) -> None:
    """Probe a site, and add it to a registry.

    The registry is the one of --sites, else of NIANBAO_SITES. A file that is there already is not written over.
    """
    from urllib.parse import urlsplit

    from crawler.sites import load
    from nianbao.operations.probe import address
    from nianbao.operations.probe import probe as run_probe
    from storage.settings import Settings

    folder = registry or Settings.from_environment(os.environ).sites
    if folder is None or folder.is_file():
        raise click.UsageError("name the folder of a registry of your own with --sites or NIANBAO_SITES")
    host = urlsplit(address(url)).hostname or ""
    labels = [label for label in host.split(".") if label not in ("www", "gov", "cn", "com")]
    name_of_file = site or (labels[0] if labels else "site")
    if not re.fullmatch(r"[\w-]+", name_of_file):
        raise click.UsageError("an id has letters, digits, - and _ only: give another with --id")
    path = folder / f"{name_of_file}.toml"
    if path.exists():
        raise click.ClickException(f"{path} is there already: give another --id, or edit it")
    found = run_probe(url, delay=delay)
    text = found.site_file(code=code, name=name)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    load(path)
    show.say(f"{path} written: {show.counted(sum(found.reports.values()), 'report')} seen, {found.walk.verdict}.")
