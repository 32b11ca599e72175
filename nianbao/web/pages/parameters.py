"""Parameters that several addresses take."""

from datetime import datetime
from typing import Annotated
from unicodedata import category

from fastapi import Depends, Path, Query
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from nianbao.web.asking import moment


def plain(text: str) -> str:
    """The text, unless it has what no text has: PostgreSQL keeps no zero byte, no page shows half a character.

    Raises ValueError.
    """
    if any(category(letter) in ("Cc", "Cs") and letter not in "\t\r\n" for letter in text):
        raise PydanticCustomError("plain", "there are control characters in it")
    return text


Plain = Annotated[str, AfterValidator(plain)]
"""Whatever is free text, so that the database can be asked for it."""

Code = Annotated[str, Path(pattern=r"^\d{6}$", description="GB/T 2260 code of the district", examples=["110102"])]
AgencyKey = Annotated[
    Plain,
    Path(max_length=100, description="The agency's key in its district, or a name of it", examples=["信访办公室"]),
]
Year = Annotated[int, Path(ge=1990, le=2100, description="Report year", examples=[2024])]

Version = Annotated[int | None, Query(ge=1, le=100_000, description="This version, instead of the one that is shown")]
_Unfilled = BeforeValidator(lambda value: value or None)
"""A field of a form that nobody filled in is sent as empty text."""
DistrictAsked = Annotated[
    Annotated[str, Field(pattern=r"^[0-9]{6}$")] | None,
    _Unfilled,
    Query(description="Only this district, by its code", examples=["110102"]),
]
YearAsked = Annotated[
    Annotated[int, Field(ge=1990, le=2100)] | None,
    _Unfilled,
    Query(description="Only this report year", examples=[2024]),
]


def _as_of(
    as_of: Annotated[
        str | None,
        Query(max_length=40, description="As the database showed it then: a day of China's clock, or a moment"),
    ] = None,
) -> datetime | None:
    return moment(as_of) if as_of else None


AsOf = Annotated[datetime | None, Depends(_as_of)]
