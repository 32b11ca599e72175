"""The database as SQLAlchemy models, one noun a module; ``metadata`` is what migrations are compared with."""

from storage.models.base import Base, table_of
from storage.models.cells.mark import Mark
from storage.models.cells.measure import FormMeasure, Measure
from storage.models.cells.numbers import NUMBERS, column_name
from storage.models.crawl.capture import Capture
from storage.models.crawl.fetch import Fetch
from storage.models.crawl.reading import Reading, ReadingOutcome
from storage.models.crawl.run import Run
from storage.models.crawl.url import Url
from storage.models.crawl.walk import Walk
from storage.models.dictionary import Described
from storage.models.places.agency import Agency
from storage.models.places.district import District
from storage.models.places.spelling import Spelling
from storage.models.places.succession import Succession
from storage.models.reports.cross_finding import CrossFinding
from storage.models.reports.extra import Extra
from storage.models.reports.finding import VersionFinding
from storage.models.reports.judgement import Judgement
from storage.models.reports.report import AnnualReport, ReportStatus
from storage.models.reports.section import Section, SectionLevel
from storage.models.reports.showing import Showing
from storage.models.reports.source import Source
from storage.models.reports.statement import Statement
from storage.models.reports.version import Version
from storage.models.sums.agency_total import AgencyTotal
from storage.models.sums.agency_year import AGENCY_YEARS
from storage.models.sums.headline import Headline
from storage.models.sums.tally import Tally

metadata = Base.metadata

__all__ = [
    "AGENCY_YEARS",
    "NUMBERS",
    "Agency",
    "AgencyTotal",
    "AnnualReport",
    "Base",
    "Capture",
    "CrossFinding",
    "Described",
    "District",
    "Extra",
    "Fetch",
    "FormMeasure",
    "Headline",
    "Judgement",
    "Mark",
    "Measure",
    "Reading",
    "ReadingOutcome",
    "ReportStatus",
    "Run",
    "Section",
    "SectionLevel",
    "Showing",
    "Source",
    "Spelling",
    "Statement",
    "Succession",
    "Tally",
    "Url",
    "Version",
    "VersionFinding",
    "Walk",
    "column_name",
    "metadata",
    "table_of",
]
