"""The same town, driven by hypothesis: it looks for the shortest life that breaks something.

`HYPOTHESIS_EXAMPLES` is how many lives are tried.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from functions.engine.sweep import sweep
from schemas.project import Kind
from tests.simulation.chaos import Crash, Side
from tests.simulation.oracle import check, finish
from tests.simulation.town import Town
from tests.simulation.vendors import Mood

_SCENES = st.sampled_from(["s1", "s2", "s3"])
_MADE: st.SearchStrategy[Kind] = st.sampled_from(["composition", "image", "video", "audio"])
_KINDS = st.sampled_from(["produce", "storyboard", "moods", "publish", "unpublish", "cancel"])
_RATES = st.sampled_from([0.0, 0.3, 1.0])


class Life(RuleBasedStateMachine):
    """What people, vendors, queues, clocks and machines may do; afterwards all must come to rest."""

    @initialize(seed=st.integers(0, 7))
    def begin(self, seed: int) -> None:
        """A town without faults of its own."""
        self.folder = Path(tempfile.mkdtemp())
        self.town = Town(seed, self.folder, rough=True)
        self.town.chaos.stop()
        self.town.unsteady = 0.0
        for vendor in self.town.vendors:
            vendor.mood = Mood()
        self.opened = self.town.open()
        self.opened.__enter__()
        self.planned: tuple[int, Callable[[], None]] | None = None
        self.town.chaos.script = self._do_as_planned

    def _do_as_planned(self, _name: str, _side: Side) -> None:
        if self.planned is not None:
            calls_left, what = self.planned
            self.planned = (calls_left - 1, what) if calls_left else None
            if not calls_left:
                what()

    def _die(self) -> None:
        raise Crash

    def _stand_still(self) -> None:
        """For longer than a lease; others go on."""
        self.town._pass_time(100.0, beating=False)
        self.town.run(lambda: sweep(self.town.world.engine))
        for _ in range(4):
            self.town._deliver_message()

    def _projects(self) -> list[str]:
        return sorted(self.town.owners)

    @rule(kind=_KINDS, last=st.booleans())
    def ask(self, kind: str, last: bool) -> None:
        """Somebody asks for something."""
        self.town.people.ask(self._projects()[-last], kind)

    @rule(kind=st.sampled_from(["generate", "retake"]), scene_id=_SCENES, made=_MADE)
    def ask_for_one_thing(self, kind: str, scene_id: str, made: Kind) -> None:
        """Somebody asks for one thing of one scene."""
        self.town.people.ask(self._projects()[0], kind, target={"scene_id": scene_id, "kind": made})

    @rule(scene_id=_SCENES)
    def delete_scene(self, scene_id: str) -> None:
        """Somebody deletes a scene."""
        self.town.people.ask(self._projects()[0], "delete_scene", target={"scene_id": scene_id})

    @rule()
    def wish(self) -> None:
        """Somebody does something else."""
        self.town.people.wish()

    @precondition(lambda self: self.town.people.pending)
    @rule(again=st.booleans())
    def admit(self, again: bool) -> None:
        """A request's event comes; perhaps it comes again."""
        before = list(self.town.people.pending)
        self.town._admit()
        if again:
            self.town.people.pending = before

    @precondition(lambda self: self.town.world.queues.messages)
    @rule(count=st.integers(1, 12))
    def deliver(self, count: int) -> None:
        """Messages come."""
        for _ in range(count):
            self.town._deliver_message()

    @precondition(lambda self: self.town.world.queues.messages)
    @rule(index=st.integers(0, 20))
    def repeat_message(self, index: int) -> None:
        """A message is there twice."""
        messages = self.town.world.queues.messages
        messages.append(messages[index % len(messages)])

    @precondition(lambda self: self.town.world.queues.messages)
    @rule(index=st.integers(0, 20))
    def lose_message(self, index: int) -> None:
        """A message is lost."""
        messages = self.town.world.queues.messages
        del messages[index % len(messages)]

    @precondition(lambda self: self.town.world.queues.tasks)
    @rule()
    def deliver_task(self) -> None:
        """A task comes, at its time or before."""
        self.town._deliver_task()

    @rule(seconds=st.sampled_from([1.0, 30.0, 100.0, 400.0]))
    def pass_time(self, seconds: float) -> None:
        """Time passes."""
        self.town._pass_time(seconds)

    @rule()
    def sweep(self) -> None:
        """The sweep comes."""
        self.town.run(lambda: sweep(self.town.world.engine))

    @rule(calls=st.integers(0, 60))
    def die_soon(self, calls: int) -> None:
        """A function will die after so many calls of stores, queues and vendors."""
        self.planned = (calls, self._die)

    @rule(calls=st.integers(0, 60), count=st.integers(1, 12))
    def stand_still_soon(self, calls: int, count: int) -> None:
        """One of the next functions will stand still in the middle, and others overtake it."""
        self.planned = (calls, self._stand_still)
        for _ in range(count):
            self.town._deliver_message()

    @rule(silent=_RATES, refuses=_RATES, spoilt=_RATES, looks=st.integers(-1, 2))
    def change_mood(self, silent: float, refuses: float, spoilt: float, looks: int) -> None:
        """Vendors behave otherwise from now on."""
        for vendor in self.town.vendors:
            vendor.mood = Mood(silent=silent, refuses=refuses, spoilt=spoilt, looks=looks)

    @invariant()
    def nothing_that_must_never_happen(self) -> None:
        """No state went back, nothing was written over, no cap was exceeded."""
        if hasattr(self, "town"):
            assert self.town.chaos.broken == []
            for vendor in self.town.vendors:
                assert all(times == 1 for times in vendor.billed.values()), "a call was paid twice"

    def teardown(self) -> None:
        """Everything comes to rest, and the films come out."""
        if not hasattr(self, "town"):
            return
        self.town.chaos.script = None
        try:
            self.town.calm_down()
            check(self.town)
            finish(self.town)
            check(self.town)
        finally:
            self.opened.__exit__(None, None, None)
            shutil.rmtree(self.folder)


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "25")),
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
