"""The crash matrix: every place that a function comes to, and what follows from dying there once, twice, or always."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from tests.simulation.chaos import Crash
from tests.simulation.ids import fixed_ids
from tests.simulation.oracle import check, finish, restless
from tests.simulation.places import Place, Visit
from tests.simulation.story import PATIENCE_SECONDS, Setting, Story

Times = Literal["once", "twice", "always"]
TIMES: tuple[Times, ...] = ("once", "twice", "always")
SETTINGS = tuple(
    Setting(can_find=can_find, slow=slow, lossy=lossy)
    for lossy in (False, True)
    for can_find in (True, False)
    for slow in (True, False)
)
_SWEEPS = 3
_SWEEPS_OF_PATIENCE = int(PATIENCE_SECONDS / 100) + 11


def places(setting: Setting, folder: Path) -> dict[Place, Visit]:
    """Tell the story without a crash; gives the places that it came to, each with its first visit."""
    seen: dict[Place, Visit] = {}

    def note(visit: Visit) -> None:
        seen.setdefault(visit.place, visit)

    story = Story(setting, folder, on_visit=note)
    with fixed_ids(1):
        story.tell()
    assert story.sweep_until_rest(60) < 60, restless(story.world)
    check(story)
    return seen


def crash(setting: Setting, visit: Visit, times: Times, folder: Path) -> Counter[str]:
    """Tell the story with crashes at a place, and check it; gives how often it crashed, and what was parked.

    Once and twice: by whatever function comes there first; then three sweeps are enough. Always: whenever the function
    that came there first is at the same job or request; all others end in three sweeps, that one after its patience.
    """
    counts: Counter[str] = Counter()

    def die(now: Visit) -> None:
        ours = now.place == visit.place
        if times == "always":
            ours = ours and (now.function, now.subject) == (visit.function, visit.subject)
        elif counts["crashes"] >= TIMES.index(times) + 1:
            ours = False
        if ours:
            counts["crashes"] += 1
            raise Crash(str(visit.place))

    story = Story(setting, folder, on_visit=die)
    sweeps = _SWEEPS_OF_PATIENCE if times == "always" else _SWEEPS
    with fixed_ids(1):
        story.tell()
        story.sweep_until_rest(sweeps)
    story.chaos.script = None
    left = restless(story.world)
    assert not left, f"after {sweeps} sweeps: {left[:5]}"
    assert counts["crashes"], "the place was never come to"
    check(story)
    counts["parked"] = sum(bool(job.possibly_billed) for job in story.world.every_job())
    finish(story)
    check(story)
    return counts


def matrix() -> Iterator[tuple[Setting, Times]]:
    """Every setting with every number of times. What always dies must not be taken back: it has to end by itself."""
    for setting in SETTINGS:
        for times in TIMES:
            yield replace(setting, takes_back=times != "always"), times
