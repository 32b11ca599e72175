"""An answer that a guard gives itself."""

from fastapi import Request
from starlette.types import Receive, Scope, Send

from nianbao.web.replies.failing import respond
from nianbao.web.replies.problems import RefusedError


async def refuse(error: RefusedError, scope: Scope, receive: Receive, send: Send) -> None:
    """As any page would."""
    await respond(Request(scope), error)(scope, receive, send)
