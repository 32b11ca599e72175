"""The log for programs: one JSON object a line on standard error, where ``NIANBAO_LOG=json`` asks for it."""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

_LEVELS = {"json": logging.INFO, "json-debug": logging.DEBUG}


class JsonLines(logging.Formatter):
    """``at``, ``level``, ``logger``, ``message`` and, where there is one, ``error`` with its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever the message holds."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def configure(environ: Mapping[str, str]) -> None:
    """Nothing, unless the variable is set; ``json-debug`` has a line for every page."""
    wanted = environ.get("NIANBAO_LOG", "")
    if wanted not in _LEVELS:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.root.addHandler(handler)
    logging.root.setLevel(_LEVELS[wanted])
    for noisy in ("alembic.runtime.plugins", "asyncio", "pdfminer", "botocore", "aiobotocore", "urllib3"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def warn() -> None:
    """What storage warns of, as that a store does not take a file: a line each, beside a log that tells errors only."""
    logger = logging.getLogger("storage")
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("nianbao: %(message)s"))
        logger.addHandler(handler)
