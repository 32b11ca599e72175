"""An older and a newer program on one database."""

import shutil
from pathlib import Path
from random import Random

import migrations
from tests.torture.contents import contents, differences
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene
from tests.torture.wounded import MIGRATIONS

_MORE = '''"""One more."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("tomorrow", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("annual_reports", sa.Column("tomorrow", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    pass
'''


def _newer(place: Path) -> dict[str, str]:
    """What makes a command one of tomorrow's program."""
    from storage.session import HEAD  # noqa: PLC0415 – as it is now

    shutil.copytree(Path(str(migrations.__file__)).parent, place, ignore=shutil.ignore_patterns("__pycache__"))
    (place / "versions" / "tomorrow.py").write_text(_MORE.format(head=HEAD), "utf-8")
    return {MIGRATIONS: str(place)}


def _upgraded_under_a_crawl(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """The newer program upgrades while the older crawls: the crawl ends well or in a sentence, the next is refused."""
    home = scene.new()
    home.well("db", "upgrade")
    newer = _newer(scene.place())
    crawl = home.kill_after if chance.random() < 0.3 else None
    if crawl is not None:
        crawl(chance.uniform(0.2, 1.0), *scene.crawl(home))
    running = home.begin(*scene.crawl(home))
    home.well("db", "upgrade", **newer)
    status = running.wait()
    outcome.hit()
    outcome.require(status in (0, 1) and "Traceback" not in running.stderr, f"{status}: {running.stderr}")
    for command in (scene.crawl(home), ("reports",), ("db", "upgrade"), ("export", str(scene.place()))):
        done = home.hurt(*command)
        outcome.hit(done.returncode == 1)
        is_told = done.returncode == 1 and "newer version of this program" in done.stderr
        outcome.require(is_told and done.stderr.count("\n") == 1, f"{command} of the older one: {done.stderr}")
    home.well(*scene.crawl(home), **newer)
    outcome.check(differences(scene.expected, contents(home, **newer)))


def _back(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """Who goes back to the older program makes its database anew from the archive."""
    home = scene.again()
    home.well("db", "upgrade", **_newer(scene.place()))
    outcome.hit(home.hurt("reports").returncode == 1)
    home.well("db", "rebuild")
    outcome.check(differences(scene.expected, contents(home)))


FAULTS = (
    Fault("newer program upgrades under a crawl", "the older one ends, and is refused then", _upgraded_under_a_crawl),
    Fault("back to an older program", "refused; a rebuild brings all back", _back),
)
