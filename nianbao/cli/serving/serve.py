"""``nianbao serve``: the pages and the API."""

import os

import click

from nianbao.cli import show
from nianbao.cli.serving import need_web


@click.command()
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", metavar="PORT", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any.")
@click.option(
    "--processes", metavar="N", type=click.IntRange(1, 64), default=1, show_default=True, help="So many processes."
)
@click.option("--log", is_flag=True, help="Say every request.")
def serve(host: str, port: int, processes: int, log: bool) -> None:
    """Serve the pages and the API.

    They only read, unless NIANBAO_ACCOUNTS names people who may sign in, or NIANBAO_USER_HEADER a reverse proxy's
    header. Other machines reach them only with --host; put a reverse proxy with TLS before it.
    """
    need_web()
    from nianbao.web.running import bound, run
    from nianbao.web.settings import Serving
    from storage.session import open_database

    serving = Serving.from_environment(os.environ)
    open_database(serving.storage).dispose()
    listening = bound(host, port)
    show.say(f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/")
    run(serving, listening, processes, log=log)
