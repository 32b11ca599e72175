"""The commands about the pages."""

from importlib import import_module

import click


def need_web(part: str = "nianbao.web.app") -> None:
    """Ends a command that needs a part of the pages where its libraries are not installed."""
    try:
        import_module(part)
    except ModuleNotFoundError as error:
        raise click.ClickException('the pages need their libraries: pip install "nianbao[web]"') from error
