"""An answer that a guard gives itself."""

from collections.abc import Mapping

from starlette.responses import Response

from nianbao.web.replies.problems import MEDIA_TYPE, Problem


def refuse(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """As problem+json."""
    return Response(Problem.of(status, detail).dumped(), status, dict(headers or {}), MEDIA_TYPE)
