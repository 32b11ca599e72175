"""What Scrapy's log says of our items, and of a crawl that cannot begin."""

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from crawler.errors import said
from crawler.items import Fetched


class Formatter(LogFormatter):
    """Scrapy prints items whole, bodies included, and a traceback where one could not be kept.

    Such a failure ends the crawl, and whoever began it says why.
    """

    def scraped(self, item: Fetched, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:  # noqa: ARG002
        """One line a page."""
        return _line(f"{item.outcome} {item.url} {item.reason}".rstrip())

    def item_error(
        self,
        item: Fetched,
        exception: BaseException,
        response: Response | Failure | None,  # noqa: ARG002
        spider: Spider,  # noqa: ARG002
    ) -> LogFormatterResult:
        """One line, with the traceback for those who look closer."""
        return _line(f"not kept: {item.url}: {exception}")


def say_once(problem: Exception) -> None:
    """Why a crawl cannot begin, in one line; asyncio, to which Scrapy hands the exception, would print where too."""
    logging.getLogger("nianbao").error("%s", said(problem))
    logging.getLogger("asyncio").addFilter(lambda record: not (record.exc_info and record.exc_info[1] is problem))


def _line(text: str) -> LogFormatterResult:
    arguments: dict[str, Any] = {"text": text}
    return {"level": logging.DEBUG, "msg": "%(text)s", "args": arguments}
