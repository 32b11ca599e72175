"""Any other page: the list that its shape shows, and whatever turns its pages."""

from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts.written import find_entries
from crawler.platforms.step import Step

NAME = "generic"


def marks(page: ListPage) -> bool:
    """Every page is one of these when it is none of the others."""
    del page
    return True


def read(page: ListPage) -> Step:
    """The entries of the page; its turns are read with its totals, as for every family that states none itself."""
    return Step(NAME, find_entries(page))
