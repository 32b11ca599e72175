"""``nianbao sites``: the registry."""

import os
from pathlib import Path

import click

from nianbao.cli import options, show


@click.group()
def sites() -> None:
    """The districts that the program knows."""


@sites.command("list")
@click.option(
    "--sites", "registry", metavar="PATH", type=click.Path(path_type=Path), help="A folder of site files, or one file."
)
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
