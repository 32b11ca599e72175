"""`python -m benchmarks.a_night SITES DAYS`: a scheduled night as if it were so many days later."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nianbao.garbage import look_seldom
from storage.settings import Settings

if __name__ == "__main__":
    look_seldom()  # as every command does, before it imports what it needs
    import crawler.downloads  # noqa: F401 – as `nianbao night` does
    from nianbao.operations.night import run_night

    later = timedelta(days=int(sys.argv[2]))
    settings = Settings.from_environment(os.environ)
    night = run_night(settings, now=lambda: datetime.now(UTC) + later, registry=Path(sys.argv[1]))
    walks = night.crawled.walks
    if not walks or not night.crawled.all_reached:
        raise SystemExit(f"the benchmark's night ended {walks}")
