"""`python -m tests.simulation`: many seeds on all cores, what happened as a table, and how to replay what fails."""

import argparse
import gc
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulation.run import live_through

_MEMORY = Path("/dev/shm")


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
    """A town is thrown away whole, so that looking for cycles now and then is a waste."""
    gc.disable()


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


def main() -> int:
    """Run what the command line says; 1 when a seed failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--first", type=int, default=0, help="the first of them (0)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many at once (all cores)")
    arguments = parser.parse_args()
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    total: Counter[str] = Counter()
    failed: list[Outcome] = []
    began = shown = time.monotonic()
    for done, outcome in enumerate(outcomes(seeds, min(arguments.processes, len(seeds))), 1):
        total += outcome.counts
        if outcome.error:
            failed.append(outcome)
        if time.monotonic() - shown > 5 or done == len(seeds):
            shown = time.monotonic()
            jobs = f"{total['jobs']:,} jobs, {len(failed)} failed, {shown - began:.0f} s"
            print(f"{done}/{len(seeds)} seeds, {jobs}", file=sys.stderr, flush=True)
    print(table(total, len(seeds)))
    for outcome in sorted(failed, key=lambda each: each.seed):
        print(f"\nSeed {outcome.seed} failed:\n{outcome.error}")
        print(f"Replay it: python -m tests.simulation --first {outcome.seed} --seeds 1")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
