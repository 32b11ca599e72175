"""Sends what is made while it is sent: as fast as it is taken, and not for ever to somebody who takes nothing."""

from collections.abc import Callable, Iterator

import anyio
from anyio import to_thread
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

PATIENCE = 60
"""Seconds that somebody may take for one piece."""


class Streamed(Response):
    """A thread works on one piece at a time, and on none while the client takes the last.

    ``close`` is called however it ends: what it was made of is not kept for a client that is gone.
    """

    def __init__(self, pieces: Iterator[bytes], close: Callable[[], None], name: str, media_type: str) -> None:
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
        super().__init__(media_type=media_type, headers=headers)
        del self.headers["content-length"]
        self._pieces = pieces
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 – as ASGI has it
        """Raises ClientDisconnect where the client is gone or too slow, so that what it has is not taken for whole."""
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            while piece := await to_thread.run_sync(next, self._pieces, b""):
                with anyio.fail_after(PATIENCE):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except (OSError, TimeoutError) as error:
            raise ClientDisconnect from error
        finally:
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(self._close)
