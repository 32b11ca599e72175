"""What strangers may read in SQL: the views, and this program's own tables behind them; nothing else that is there."""

from storage.models import metadata
from storage.models.views import VIEWS
from storage.search import schema

OPEN = frozenset((*metadata.tables, *(view.name for view in VIEWS), schema.CURRENT, schema.FORMER, schema.WORDS.name))
"""None of it is secret: it says what was published, and how it was found."""
