"""Requests are small: an address, and at most a form."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nianbao.web.guards.refusing import refuse
from nianbao.web.replies.problems import RefusedError

MOST_BYTES = 256 * 1024


class TooLargeError(Exception):
    """The body goes on beyond what is taken (raised while it is read, turned into 413 here)."""


class Size:
    """Looks at what is announced, and counts what comes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not announced.isdigit() or int(announced) > MOST_BYTES:
            await refuse(_too_large(), scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MOST_BYTES:
                raise TooLargeError
            return message

        try:
            await self._app(scope, counted, send)
        except TooLargeError:
            await refuse(_too_large(), scope, receive, send)


def _too_large() -> RefusedError:
    return RefusedError(413, "refused.size", most=MOST_BYTES // 1024)
