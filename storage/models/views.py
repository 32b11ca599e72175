"""The views that people and programs query, with the columns of the export; migrations create them."""

from sqlalchemy import Column, Date, Integer, MetaData, Table, Text

from storage.models.types import Plain, Utc

_views = MetaData()

CELLS = Table(
    "cells",
    _views,
    Column("district_code", Text),
    Column("district", Text),
    Column("agency", Text),
    Column("year", Integer),
    Column("format", Text),
    Column("table", Text),
    Column("row", Text),
    Column("column", Text),
    Column("value", Plain),
    Column("state", Text),
    Column("raw", Text),
    Column("source_url", Text),
    Column("sha256", Text),
    Column("captured_at", Utc),
    Column("extractor", Text),
)

REPORTS = Table(
    "reports",
    _views,
    Column("district_code", Text),
    Column("district", Text),
    Column("agency", Text),
    Column("year", Integer),
    Column("format", Text),
    Column("title", Text),
    Column("published", Date),
    Column("source_url", Text),
    Column("media_type", Text),
    Column("sha256", Text),
    Column("captured_at", Utc),
    Column("status", Text),
    Column("version", Integer),
)

FINDINGS = Table(
    "findings",
    _views,
    Column("district_code", Text),
    Column("district", Text),
    Column("agency", Text),
    Column("year", Integer),
    Column("identity", Text),
    Column("bind", Text),
    Column("outcome", Text),
    Column("left", Plain),
    Column("right", Plain),
    Column("verdict", Text),
    Column("reason", Text),
    Column("source_url", Text),
)
