"""A short story with everything in it that people do, told with a crash at a place that a script names."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from functions.engine import advance as turns
from functions.engine.admission import admit
from functions.engine.engine import Limits
from functions.engine.sweep import sweep
from functions.engine.wake import send_on
from functions.stores.documents import Update
from schemas.job import Advance, Wake
from tests.kit.world import World
from tests.simulation.chaos import Chaos, Crash, Side
from tests.simulation.oracle import restless
from tests.simulation.places import Visit, place_of
from tests.simulation.stores import FaultyDocuments, FaultyFiles, FaultyQueues
from tests.simulation.town import EXPECTED
from tests.simulation.vendors import Mood, Vendor

PATIENCE_SECONDS = 900.0


@dataclass(frozen=True)
class Setting:
    """What the story is told with."""

    can_find: bool = True
    """Whether the vendor can look calls up."""
    slow: bool = False
    """Whether it hands out tickets; else it answers with the file."""
    lossy: bool = False
    """Whether every third event is lost, so that the sweep has to do everything."""
    takes_back: bool = True
    """Whether people also cancel, delete and unpublish."""


@dataclass
class Story:
    """One telling. Runs functions one at a time; those that die are not called again but by the sweep."""

    setting: Setting
    folder: Path
    on_visit: Callable[[Visit], None] | None = None
    """Is told of every place that is come to; may raise `Crash`."""

    def __post_init__(self) -> None:
        self.chaos = Chaos(random.Random(7), script=self._visited if self.on_visit else None)
        self.vendors = [
            Vendor("ann", self.chaos, Mood(looks=1), can_find=self.setting.can_find, slow=self.setting.slow)
        ]
        self.world = World(
            self.folder,
            limits=Limits(default_plan="enterprise", age_seconds=PATIENCE_SECONDS),
            providers=self.vendors,
            documents=FaultyDocuments(self.chaos),
            files=FaultyFiles(self.chaos),
            queues=FaultyQueues(self.chaos),
        )
        self.owners = dict.fromkeys(["p", "q"], "ann")
        self._running: tuple[str, str] = ("", "")
        self._events = 0
        self._loses_events = self.setting.lossy

    def tell(self) -> None:
        """Make a film, change it, take something back, publish it, and take that back too; beside it, another film."""
        self.world.project("p", scenes=2)
        self.world.project("q", scenes=0, mood=False)
        self._ask("produce")
        self._ask("set_scenes", "q", options={"scenes": [{"title": "One", "narration": "One."}]})
        self._ask("produce", "q")
        self._deliver()
        edit: Any = {("scenes", "s1", "description"): "Something else."}
        self.world.documents._apply([Update("projects/p", edit)])
        self._ask("retake", target={"scene_id": "s1", "kind": "image"})
        self._deliver(4)
        if self.setting.takes_back:
            self._ask("delete_scene", target={"scene_id": "s2"})
        self._ask("publish")
        self._deliver()
        if not self.setting.takes_back:
            return
        self._ask("generate", target={"scene_id": "s1", "kind": "composition"})
        self._ask("produce")
        self._deliver(1)
        self._ask("cancel")
        self._deliver()
        self._ask("unpublish")
        self._deliver()

    def sweep_until_rest(self, sweeps: int) -> int:
        """Let sweeps pass, each with all that follows from it, until everything has ended; gives how many it took.

        No event is lost any more.
        """
        self._loses_events = False
        for number in range(sweeps):
            if not restless(self.world):
                return number
            self.world.time += timedelta(seconds=100)
            self.run("sweep", "", lambda: sweep(self.world.engine))
            self._deliver()
        return sweeps

    def deliver_all(self) -> None:
        """Deliver what there is."""
        self._deliver()

    def run(self, function: str, subject: str, call: Callable[[], Any]) -> None:
        """Run one function; it may die."""
        self._running = (function, subject)
        try:
            call()
        except (Crash, *EXPECTED):
            pass
        finally:
            self._running = ("", "")

    def _visited(self, name: str, side: Side) -> None:
        if self._running[0] and self.on_visit:
            visit = place_of(name, side, self._running)
            self.on_visit(visit)

    def _ask(self, kind: str, project_id: str = "p", **fields: Any) -> None:
        request_id = self.world.request(kind, project_id, admitted=False, **fields)
        if not self._is_lost():
            self.run("admit", request_id, lambda: admit(self.world.engine, project_id, request_id))

    def _deliver(self, at_most: int = 500) -> None:
        """Deliver messages, and tasks at their time, until there are none or so many are delivered."""
        queues = self.world.queues
        for _ in range(at_most):
            if queues.messages:
                _, message = queues.messages.pop(0)
                if not self._is_lost():
                    work = Advance.model_validate(message)
                    self.run("advance", work.job_id, partial(turns.advance, self.world.engine, work))
            elif queues.tasks:
                name = min(queues.tasks, key=lambda each: (queues.tasks[each][0], each))
                at, message = queues.tasks.pop(name)
                self.world.time = max(self.world.time, at)
                if not self._is_lost():
                    wake = Wake.model_validate(message)
                    self.run("wake", wake.job_id, partial(send_on, self.world.engine, wake))
            else:
                return

    def _is_lost(self) -> bool:
        self._events += 1
        return self._loses_events and self._events % 3 == 0
