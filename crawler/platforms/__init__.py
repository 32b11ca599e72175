"""How each CMS family lists its pages: one module, one pure function a family.

``read_listing(body, url, platform=None) -> Step`` reads the page of a column (``read_page`` one that is a ``ListPage``
already), ``read_answer(body, ask, url=None) -> Step`` what came back for a further ``Ask`` (a page, JSON or XML), and
``Tally`` counts until the list ends.
"""

from crawler.platforms.articles import article_parts
from crawler.platforms.listings import PLATFORMS, detect, read_answer, read_listing, read_page
from crawler.platforms.markup.page import ListPage
from crawler.platforms.step import Ask, Link, Step, Verdict
from crawler.platforms.tally import Tally

__all__ = [
    "PLATFORMS",
    "Ask",
    "Link",
    "ListPage",
    "Step",
    "Tally",
    "Verdict",
    "article_parts",
    "detect",
    "read_answer",
    "read_listing",
    "read_page",
]
