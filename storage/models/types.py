"""Column types that mean the same on SQLite and PostgreSQL: moments in UTC, exact decimals, words of an enumeration."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import REAL, DateTime, Dialect, Enum, Numeric, Text, TypeDecorator
from sqlalchemy.types import TypeEngine


class Utc(TypeDecorator[datetime]):
    """An aware moment; on SQLite text of fixed width, which sorts by time and which its date functions read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        """SQLite has no type for moments."""
        kind = Text() if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kind)  # type: ignore[arg-type]

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """Refuses naive moments: nobody knows when they were."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        moment = value.astimezone(UTC)
        return utc_text(moment) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """In UTC, whatever the zone of the connection."""
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


def utc_text(moment: datetime) -> str:
    """``2026-01-20T03:04:05.000000Z``."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Plain(TypeDecorator[Decimal]):
    """An exact decimal of any size; on SQLite text, since its REAL is not exact."""

    impl = Numeric()
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Decimal]:
        """SQLite has no type for decimals."""
        kind = Text() if dialect.name == "sqlite" else Numeric()
        return dialect.type_descriptor(kind)  # type: ignore[arg-type]

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        """Without exponent."""
        return format(value, "f") if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: object, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """As it was stored; SQLite's views have numbers for it."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value))


DIVISIBLE = Numeric().with_variant(REAL(), "sqlite")
"""A number that questions divide: of whole ones SQLite would tell how often one is in the other, 1 / 2 = 0."""


def words(kind: type[StrEnum], name: str) -> Enum:
    """Text that a CHECK of that name holds to the values of an enumeration."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )
