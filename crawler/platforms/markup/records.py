"""Reading answers in XML: records with a title and an address, as feeds and old systems have them."""

from bs4 import BeautifulSoup
from bs4.element import Tag

from crawler.discovery.addresses import join
from crawler.discovery.links import Link
from crawler.platforms.markup.answers import ADDRESSES, DATES, TITLES, plain
from crawler.platforms.markup.dates import read_moment

_BEGIN = ("<?xml", "<rss", "<feed", "<root", "<data", "<list", "<channel", "<items", "<records")
_ADDRESSES = {name.lower() for name in (*ADDRESSES, "linkurl")}
_TITLES = {name.lower() for name in TITLES}
_DATES = {name.lower() for name in (*DATES, "pubdate")}


def find_items_of_xml(body: str, base: str) -> tuple[Link, ...]:
    """The records of an answer in XML as links; none for what is no XML."""
    text = body.lstrip("\ufeff \r\n\t")
    if not text[:20].lower().startswith(_BEGIN) or "<!ENTITY" in text:
        return ()
    soup = BeautifulSoup(text, "lxml-xml")
    titles = soup.find_all(_is_title)
    found = (_link(title.parent, base) for title in titles if isinstance(title.parent, Tag))
    return tuple({link.url: link for link in found if link}.values())


def _is_title(tag: Tag) -> bool:
    return tag.name.lower() in _TITLES


def _link(record: Tag, base: str) -> Link | None:
    fields = {child.name.lower(): child.get_text().strip() for child in record.find_all(recursive=False)}
    href = next((fields[name] for name in fields if name in _ADDRESSES and fields[name]), None)
    title = next((fields[name] for name in fields if name in _TITLES and fields[name]), "")
    address = join(base, href) if href else None
    if address is None or any(title.parent is not record for title in record.find_all(_is_title)):
        return None  # what holds records is none
    listed = next((day for name in fields if name in _DATES and (day := read_moment(fields[name]))), None)
    return Link(address, plain(title), listed)
