"""One seed from its beginning to its end; gives what happened, or raises what must not."""

from collections import Counter
from pathlib import Path

from tests.simulation.oracle import account, check, finish
from tests.simulation.town import Town


def live_through(seed: int, folder: Path) -> Counter[str]:
    """Let a town live with faults, calm down, be checked, finish its films, and be checked again."""
    with Town(seed, folder).open() as town:
        town.live()
        town.calm_down()
        check(town)
        faults = Counter({f"fault: {name}": count for name, count in town.chaos.faults.items()})
        finish(town)
        check(town)
        return town.counts() + faults + account(town)
