"""``/metrics``: for a monitoring system that asks over the network."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST

from nianbao.metrics import exposition
from nianbao.web.asking import Asking
from nianbao.web.replies.problems import documented

router = APIRouter()


@router.get(
    "/metrics",
    summary="Metrics in the format of Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **documented(422, 429)},
)
def show(asked: Asking) -> Response:
    """What is stored, how sites answered, how the last run went."""
    return Response(asked.read(exposition), media_type=CONTENT_TYPE_LATEST)
