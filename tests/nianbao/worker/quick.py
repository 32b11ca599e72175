"""`python -m tests.nianbao.worker.quick [once]`: a worker as impatient as a test, one task of a queue at once."""

import os
import sys
from pathlib import Path

from nianbao.cli.machines.worker import listen
from nianbao.worker.plan import Pace, Place, Plan
from nianbao.worker.running import run
from storage.settings import Settings

PACE = Pace(heartbeat=0.5, dead_after=2.5, take_up="* * * * * */1", poll=0.2, look_again=1, grace=10)

if __name__ == "__main__":
    listen()
    settings = Settings.from_environment(os.environ)
    sites = Path(os.environ["SITES"]) if "SITES" in os.environ else None
    run(Place(settings, sites), Plan(1, 1, None, once="once" in sys.argv, pace=PACE))
