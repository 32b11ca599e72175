"""The commands about work on several machines."""

import click


def need_queue() -> None:
    """Ends a command that needs the task queue where it is not installed."""
    try:
        import procrastinate
    except ModuleNotFoundError as error:
        raise click.ClickException('tasks need their library: pip install "nianbao[postgres]"') from error
    _ = procrastinate
