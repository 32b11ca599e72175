"""What can go wrong while crawling and reading.

CrawlerError
├── SiteFileError     a site file does not load (raised by the registry; the command says which line to mend)
├── WrongChoice       no such site, or no such year (raised for the spider's arguments; the command line is wrong)
├── Busy             another process crawls the same site, or another night is on (raised by crawler.locks and .keeping)
└── Unreadable        bytes that no reader accepts (raised by readers; becomes a stored refusal)
"""


class CrawlerError(Exception):
    """The root of everything this package raises on purpose; its text is one line for people."""


def said(problem: BaseException) -> str:
    """What an exception of a library says, as part of a line for people; its name where it says nothing."""
    text = str(problem.args[0]) if isinstance(problem, KeyError) and problem.args else str(problem)
    return " ".join(text.split())[:200] or type(problem).__name__


class SiteFileError(CrawlerError):
    """A site file does not load: raised by ``crawler.sites``, printed by the command."""


class WrongChoice(CrawlerError):  # noqa: N818 – the user made it, not the program
    """A site or a year that there is not: raised by ``crawler.spiders.registry``, printed by the command."""


class Busy(CrawlerError):  # noqa: N818 – it is said of a site
    """Raised for a site or a host that another process crawls, or a night that is on."""


class Unreadable(CrawlerError):  # noqa: N818 – it is said of a document
    """Raised by a reader for bytes it cannot read; ``kind`` as in ``storage.records.Refusal``."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
