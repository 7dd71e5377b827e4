"""`python -m tests.simulation`: many seeds on all cores, what happened as a table, and how to replay what fails."""

import argparse
import os
import sys
import time
from collections import Counter

from tests.simulation.run import Outcome, outcomes, table


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
    done = 0
    began = shown = time.monotonic()
    try:
        for done, outcome in enumerate(outcomes(seeds, min(arguments.processes, len(seeds))), 1):
            total += outcome.counts
            if outcome.error:
                failed.append(outcome)
            if time.monotonic() - shown > 5 or done == len(seeds):
                shown = time.monotonic()
                jobs = f"{total['jobs']:,} jobs, {len(failed)} failed, {shown - began:.0f} s"
                print(f"{done}/{len(seeds)} seeds, {jobs}", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print(f"Stopped after {done} of {len(seeds)} seeds.", file=sys.stderr)
    print(table(total, done))
    for outcome in sorted(failed, key=lambda each: each.seed):
        print(f"\nSeed {outcome.seed} failed:\n{outcome.error}")
        print(f"Replay it: python -m tests.simulation --first {outcome.seed} --seeds 1")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
