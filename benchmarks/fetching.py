"""`python -m benchmarks.fetching FILE`: Scrapy fetches the addresses in a file and does nothing with the answers."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class Fetching(scrapy.Spider):
    """The least that a crawl can cost."""

    name = "fetching"
    custom_settings = {  # noqa: RUF012 – as Scrapy declares it
        "ROBOTSTXT_OBEY": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
    }

    async def start(self) -> AsyncIterator[Any]:
        for url in Path(sys.argv[1]).read_text("utf-8").split():
            yield scrapy.Request(url, callback=self.parse)

    def parse(self, response: Response) -> None:
        """Nothing: the fetch is what is measured."""


if __name__ == "__main__":
    process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR"})
    process.crawl(Fetching)
    process.start()
