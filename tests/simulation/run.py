"""One seed from its beginning to its end, or many of them on all cores."""

import gc
import multiprocessing
import os
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulation.oracle import account, check, finish
from tests.simulation.town import Town

_MEMORY = Path("/dev/shm")


def live_through(seed: int, folder: Path, *, rough: bool = False) -> Counter[str]:
    """Let a town live with faults, calm down, be checked, finish its films, and be checked again."""
    with Town(seed, folder, rough=rough).open() as town:
        town.live()
        town.calm_down()
        check(town)
        faults = Counter({f"fault: {name}": count for name, count in town.chaos.faults.items()})
        finish(town)
        check(town)
        return town.counts() + faults + account(town)


@dataclass
class Outcome:
    """What came of one seed."""

    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    error: str = ""


def run(seed: int) -> Outcome:
    """Live through a seed, in a folder of its own."""
    place = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="simulation-", dir=place) as folder:
        try:
            return Outcome(seed, live_through(seed, Path(folder)))
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            return Outcome(seed, error="".join(traceback.format_exception(error, limit=-4)))
        finally:
            gc.collect()


def _begin() -> None:
    """A town is thrown away whole, so that looking for cycles now and then is a waste, and so is looking at modules."""
    gc.disable()
    gc.freeze()


def outcomes(seeds: range, processes: int) -> Iterator[Outcome]:
    """Run seeds; as they come."""
    if processes == 1:
        _begin()
        yield from map(run, seeds)
        return
    with multiprocessing.get_context("spawn").Pool(processes, initializer=_begin) as pool:
        yield from pool.imap_unordered(run, seeds, chunksize=2)


def table(total: Counter[str], seeds: int) -> str:
    """Say what happened, in groups, with faults by kind."""
    faults = {name.removeprefix("fault: "): n for name, n in total.items() if name.startswith("fault: ")}
    rest = {name: n for name, n in total.items() if not name.startswith("fault: ")}
    rows = [("seeds", seeds), *sorted(rest.items()), ("faults", sum(faults.values()))]
    rows += [(f"  {name}", n) for name, n in sorted(faults.items())]
    return "\n".join(f"{name:<48}{n:>12,}" for name, n in rows)
