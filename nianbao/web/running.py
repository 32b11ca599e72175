"""Runs the application under uvicorn, in one process or several."""

import socket

import uvicorn

from nianbao.web.app import application
from nianbao.web.settings import Serving, ServingError

_FACTORY = "nianbao.web.app:from_environment"
_KEEP_ALIVE = 30
_GRACE = 10
_PATIENCE = 60
"""Seconds that an unfinished answer has when the server is told to stop; and that a process may be silent."""


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any. Raises ServingError."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        made = socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        raise ServingError(f"{host}:{port} cannot be listened on ({error.strerror}): name another --port") from error
    made.set_inheritable(True)
    return made


def run(serving: Serving, listening: socket.socket, processes: int, *, log: bool) -> None:
    """Until it is told to stop. Several processes take their settings from the environment again."""
    options = {
        "log_level": "info" if log else "warning",
        "access_log": log,
        "timeout_keep_alive": _KEEP_ALIVE,
        "timeout_graceful_shutdown": _GRACE,
        "server_header": False,
        "proxy_headers": False,
        "h11_max_incomplete_event_size": 32 * 1024,
        "limit_concurrency": 500,
        "timeout_worker_healthcheck": _PATIENCE,
    }
    if processes == 1:
        config = uvicorn.Config(application(serving), **options)  # type: ignore[arg-type]
        uvicorn.Server(config).run(sockets=[listening])
        return
    from uvicorn.supervisors import Multiprocess  # noqa: PLC0415 – only for several processes

    config = uvicorn.Config(_FACTORY, factory=True, workers=processes, **options)  # type: ignore[arg-type]
    Multiprocess(config, [listening]).run()
