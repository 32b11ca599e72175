"""The commands about the pages."""

import click


def need_web() -> None:
    """Ends a command that needs the pages' libraries where they are not installed."""
    try:
        import nianbao.web.app
    except ModuleNotFoundError as error:
        raise click.ClickException('the pages need their libraries: pip install "nianbao[web]"') from error
    _ = nianbao.web.app
