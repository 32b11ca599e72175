"""The command ``nianbao``: one module a command, in rooms, imported only when that command is called.

Nothing in this file or at the head of a command's module may import Scrapy, SQLAlchemy or Rich: they cost half a
second, and ``nianbao --help`` or ``nianbao extract`` need none of them.
"""

import os

import click

from nianbao.cli.group import Entry, LazyGroup
from nianbao.garbage import look_seldom

COMMANDS = (
    Entry("demo", "crawling", "Crawl the sample district that ships with the project."),
    Entry("crawl", "crawling", "Crawl sites: archive, extract and store what changed."),
    Entry("night", "crawling", "Crawl what is due, and tell what came of it."),
    Entry("extract", "reading", "Read report files, without a database."),
    Entry("reports", "asking", "List the stored reports."),
    Entry("history", "asking", "Tell the history of one report."),
    Entry("series", "asking", "Show one number of an agency year by year."),
    Entry("cell", "asking", "Show where a number comes from."),
    Entry("coverage", "crawling", "Show which agencies and years were found, and which not."),
    Entry("digest", "crawling", "Tell what the last nights brought: reports and sites."),
    Entry("hosts", "crawling", "Show what was asked of each host, day by day."),
    Entry("check", "asking", "List the identities that fail."),
    Entry("judge", "asking", "Decide about a finding."),
    Entry("reextract", "reading", "Read stored reports again from the archive, without network."),
    Entry("export", "keeping", "Write all or a part as CSV, Parquet, XLSX or SQLite."),
    Entry("release", "keeping", "Make a dated release that can be cited."),
    Entry("query", "asking", "Ask the database in SQL, read-only."),
    Entry("search", "asking", "Find reports by words of their text."),
    Entry("serve", "serving", "Serve the pages and the API."),
    Entry("people", "serving", "Who may sign in on the pages."),
    Entry("worker", "machines", "Take tasks on this machine, beside any number of other workers."),
    Entry("tasks", "machines", "List what workers do and have to do."),
    Entry("sites", "crawling", "The districts that the program knows."),
    Entry("db", "keeping", "Upgrade the database, back it up, or make it or its index anew."),
    Entry("archive", "keeping", "Check the archive, pack it anew, or take in WARC files."),
    Entry("metrics", "keeping", "Print metrics in the format of Prometheus."),
    Entry("doctor", "keeping", "Say what is installed, configured and reachable."),
)


class Program(LazyGroup):
    """The top group; commands in the order in which one meets them, not by alphabet."""

    entries = COMMANDS


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"nianbao {version('nianbao')}")
        context.exit()


@click.command(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
def program() -> None:
    """Find, archive and read the annual open-government reports (政府信息公开工作年度报告) of Chinese districts."""
    if os.environ.get("NIANBAO_LOG"):
        from nianbao.logs import configure

        configure(os.environ)


def main() -> None:
    """The entry point of the distribution."""
    look_seldom()
    program(prog_name="nianbao")
