"""What the forms ask for: the codebook, as the database has it."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from storage.models import FormMeasure, Measure, table_of
from storage.queries.snapshot import bytewise, stream
from storage.records import MeasureRow

_MEASURES, _ASKED = table_of(Measure), table_of(FormMeasure)


def measures(connection: Connection) -> Iterator[MeasureRow]:
    """By form, in the order of the form."""
    statement = (
        select(
            _ASKED.c.format,
            _MEASURES.c.table,
            _MEASURES.c.row,
            _MEASURES.c.column,
            _MEASURES.c.label_zh,
            _MEASURES.c.label_en,
            _MEASURES.c.unit,
        )
        .join_from(_ASKED, _MEASURES, _MEASURES.c.id == _ASKED.c.measure_id)
        .order_by(bytewise(connection, _ASKED.c.format), _ASKED.c.position)
    )
    yield from map(MeasureRow._make, stream(connection, statement))
