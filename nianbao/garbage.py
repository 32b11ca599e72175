"""How often Python looks for rings of dead objects: what a command imports and sets up stays until it ends."""

import atexit
import gc

_SETTING_UP = 500_000
"""More new objects than a command makes until it is set up, of which none is dead: looking is a tenth of its start."""
_SELDOM = 10_000
"""So many new objects are worth a look among them, where Python by itself looks among 700."""


def look_seldom() -> None:
    """For the whole process; called before anything large is imported.

    Nor does Python look through all of it once more at the end, which takes as long as a fifth of the start.
    """
    gc.set_threshold(_SETTING_UP)
    atexit.register(gc.freeze)


def spare_what_is_there() -> None:
    """Never look again at what is there by now, dead or alive; called once, when all is set up."""
    gc.freeze()
    gc.set_threshold(_SELDOM)
