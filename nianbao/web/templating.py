"""The templates with what they may call: words, addresses, numbers as they are shown."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from nianbao.web.assets import addressed
from nianbao.web.evidence import evidence
from nianbao.web.resources.reports.equation import kept
from nianbao.web.words import Language, say, words
from storage.coverage import CHINA


def environment(language: Language) -> Environment:
    """Everything is escaped, and a name that is not there is an error.

    One for each language: a word that asked the page for it would copy the page's names each time it is said in a loop.
    """
    made = Environment(
        loader=PackageLoader("nianbao.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(lang=language, t=partial(say, language), province=partial(province, language))
    made.globals.update(asset=addressed, path=path, here=_here)
    made.filters.update(
        evidence=partial(evidence, language), number=number, moment=moment, day=day, kept=kept, span=span, web=web
    )
    made.tests.update(word=lambda key: key in words())
    return made


_AS_IT_IS = "/~!$&'()*+,;=:@"
"""What a path may hold unescaped."""


@pass_context
def _here(context: Context, **changed: object) -> str:
    """This address with other parameters; None takes one away."""
    url = context["asked"].request.url
    asked = [(k, v) for k, v in context["asked"].request.query_params.multi_items() if k not in changed]
    asked += [(k, str(v)) for k, v in changed.items() if v is not None]
    return f"{quote(url.path, safe=_AS_IT_IS)}{'?' if asked else ''}{urlencode(asked)}"


def path(*parts: object, **parameters: object) -> str:
    """``path("districts", "110102")`` is ``/districts/110102``; parts are escaped, also slashes in them."""
    address = "/" + "/".join([_escaped(str(part)) for part in parts])
    asked = {name: value for name, value in parameters.items() if value is not None}
    return f"{address}?{urlencode(asked, doseq=True)}" if asked else address


@lru_cache(maxsize=4096)
def _escaped(part: str) -> str:
    """Kept, for a page has the same district, agencies and years in most of its addresses."""
    return quote(part, safe="")


def province(language: Language, code: str) -> str:
    """Of a district's code, or of its first two digits."""
    key = f"province.p{code[:2]}"
    return say(language, key if key in words() else "province.other")


def number(value: Any) -> str:
    """Grouped by thousands, decimals as they are; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4g}"


def web(address: str) -> str:
    """What a stranger gave as an address, where it is one of the web: nothing else is led to."""
    return address if address.lower().startswith(("http://", "https://")) else "about:blank"


def moment(value: datetime | None) -> str:
    """On the clock of China, to the minute."""
    return "" if value is None else f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"


def span(seconds: float) -> str:
    """``2.8 s``, ``3 min 05 s``, ``2 h 03 min``."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


def day(value: date | datetime | None) -> str:
    """A date; of a moment that in China."""
    if isinstance(value, datetime):
        return f"{value.astimezone(CHINA):%Y-%m-%d}"
    return "" if value is None else value.isoformat()
