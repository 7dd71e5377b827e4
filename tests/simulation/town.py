"""A simulated town: users, projects, vendors, and an engine whose every event may come twice, late, early or never."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from functions.engine import advance as turns
from functions.engine import life
from functions.engine.admission import admit
from functions.engine.engine import Limits
from functions.engine.sweep import sweep
from functions.engine.wake import send_on
from functions.stores.documents import StoreError
from functions.stores.files import FileStoreError
from schemas.job import Advance, Size, Wake
from tests.kit.world import World
from tests.simulation.chaos import Chaos, Crash
from tests.simulation.hearts import Hearts
from tests.simulation.ids import fixed_ids
from tests.simulation.oracle import restless
from tests.simulation.people import People
from tests.simulation.stores import FaultyDocuments, FaultyFiles, FaultyQueues
from tests.simulation.vendors import Mood, Vendor

EXPECTED = (StoreError, FileStoreError, ConnectionError)
"""What a function may fail with, to be called again."""
_PATIENCE_SECONDS = 600.0
_LEASE_SECONDS = life.LEASE.total_seconds()


class Town:
    """Everything that happens follows from the seed."""

    def __init__(self, seed: int, folder: Path, *, rough: bool = False) -> None:
        self.seed = seed
        self.random = random.Random(seed)
        self.chaos = Chaos(random.Random(seed + 1))
        self.hearts = Hearts()
        choose = self.random.choice
        names = ["ann", "bea", "cid"][: choose([1, 1, 2, 3])]
        self.vendors = [self._vendor(name) for name in names]
        cap: dict[Size, int] = {"light": choose([2, 5, 40]), "media": choose([2, 5, 40])}
        own: dict[Size, int] = {size: choose([most, (most + 1) // 2]) for size, most in cap.items()}
        limits = Limits(
            in_flight=cap,
            in_flight_per_user=own,
            in_flight_per_provider=choose([{}, {}, {names[0]: choose([1, 3])}]),
            age_seconds=_PATIENCE_SECONDS,
            default_plan="enterprise",
        )
        if limits.in_flight_per_provider:  # else all would wait for one call after the other to be given up
            self.vendors[0].mood.looks = max(0, self.vendors[0].mood.looks)
        self.world = World(
            folder,
            limits=limits,
            providers=self.vendors,
            documents=FaultyDocuments(self.chaos, limits),
            files=FaultyFiles(self.chaos),
            queues=FaultyQueues(self.chaos),
        )
        self.people = People(self.world, self.random)
        self.people.settle_in(users=choose([1, 2, 3]), projects=2 if rough else choose([3, 4, 5]))
        self.wishes = choose([7, 14, 21])
        self.moments = choose([100, 200, 300])
        self.demolition = choose([0.0, 0.0, 0.002])
        self.chaos.error_rate = choose([0.01, 0.02, 0.04])
        self.chaos.crash_rate = choose([0.005, 0.01, 0.02])
        self.chaos.interlude_rate = choose([0.0, 0.01, 0.03])
        self.chaos.interlude = self._interlude
        self.chaos.hang = lambda: self._pass_time(self.random.uniform(10, 60))
        self.unsteady = choose([0.05, 0.1, 0.2])
        """How often an event is lost, doubled, late or early."""
        if rough:  # a small town where everything goes wrong
            self.wishes, self.moments = 10, 250
            self.chaos.error_rate, self.chaos.crash_rate, self.chaos.interlude_rate = 0.01, 0.01, 0.08
            self.unsteady = 0.1
        self._late: list[tuple[Any, str, dict[str, Any]]] = []

    def _vendor(self, name: str) -> Vendor:
        choose = self.random.choice
        mood = Mood(
            limited=choose([0, 0, 0.1, 0.6]),
            failing=choose([0, 0, 0.1, 0.4]),
            refuses=choose([0, 0, 0.1, 0.5]),
            silent=choose([0, 0, 0.1, 0.5]),
            down=choose([0, 0, 0.3]),
            cut_short=choose([0, 0, 0.2, 0.5]),
            spoilt=choose([0, 0, 0.1, 0.3]),
            looks=choose([0, 1, 3, 3, -1]),
        )
        hang = lambda: self._pass_time(60.0)  # noqa: E731
        return Vendor(name, self.chaos, mood, can_find=choose([True, False]), slow=choose([True, False]), hang=hang)

    @contextmanager
    def open(self) -> Iterator["Town"]:
        """Simulated hearts and ids for as long as the block runs."""
        with mock.patch.object(turns, "Heart", self.hearts), fixed_ids(self.seed):
            yield self

    @property
    def owners(self) -> dict[str, str]:
        """Project id to user, of the projects that are there."""
        return {project_id: self.people.owners[project_id] for project_id in self.people.projects}

    def live(self) -> None:
        """Let things happen."""
        for project_id in self.people.projects:
            self.people.ask(project_id, "produce")
        for _ in range(self.moments):
            if self._is_idle():
                if not self.wishes:
                    break
                self._wish()
            self.moment()
            if self.chaos.broken:
                raise AssertionError("; ".join(self.chaos.broken[:5]))

    def moment(self) -> None:
        """One thing happens."""
        dice = self.random.random()
        if dice < 0.05 and self.wishes:
            self._wish()
        elif dice < 0.08:
            self._pass_time(self.random.uniform(0.1, 15))
        elif dice < 0.11:
            self._pass_time(self.random.uniform(30, 120))
            self.run(lambda: sweep(self.world.engine))
        elif dice < 0.14 and self.people.pending:
            self._admit()
        elif dice < 0.24:
            self._deliver_task()
        elif dice < 0.242:
            self.chaos.faults["clock jumps"] += 1
            self._pass_time(self.random.uniform(200, 1200))
        elif self.chaos.happens(self.demolition, "project deleted"):
            self.people.demolish(self.random.choice(list(self.people.owners)))
        else:
            self._deliver_message()

    def _wish(self) -> None:
        self.wishes -= 1
        self.people.wish()

    def _is_idle(self) -> bool:
        """Whether nothing would happen any more if nobody wished for anything."""
        queues = self.world.queues
        return not (self.people.pending or queues.messages or queues.tasks or restless(self.world))

    def _interlude(self) -> None:
        """What other functions do while one is in the middle of something; sometimes for longer than a lease."""
        if self.random.random() < 0.3:
            frozen = self.chaos.happens(0.6, "function frozen past its lease")
            self._pass_time(self.random.uniform(_LEASE_SECONDS, 200), beating=not frozen)
            self.run(lambda: sweep(self.world.engine))
            for _ in range(min(6, len(self.world.queues.messages))):
                self._deliver_message()
        for _ in range(self.random.choice([1, 2, 5])):
            self.moment()

    def _pass_time(self, seconds: float, *, beating: bool = True) -> None:
        """Let time pass. Functions that are in the middle of something keep their leases, unless they are frozen."""
        while seconds > 0:
            step = min(seconds, 30.0)
            self.world.time += timedelta(seconds=step)
            seconds -= step
            if beating and self.hearts.beating:
                self.run(self.hearts.beat)
        ready = [late for late in self._late if late[0] <= self.world.time]
        for late in ready:
            self._late.remove(late)
            self.world.queues.messages.append((late[1], late[2]))

    def run(self, call: Callable[[], Any]) -> bool:
        """Run one function, on a machine whose clock may differ; tells whether it ended well."""
        before = self.world.skew
        if self.unsteady and self.random.random() < self.unsteady:
            seconds = self.random.uniform(-2, 2)
            self.chaos.faults["clock behind" if seconds < 0 else "clock ahead"] += 1
            self.world.skew = timedelta(seconds=seconds)
        try:
            call()
        except (Crash, *EXPECTED):
            return False
        finally:
            self.world.skew = before
        return True

    def _admit(self) -> None:
        project_id, request_id = chosen = self.random.choice(self.people.pending)
        lost = self.chaos.happens(self.unsteady, "event lost")
        done = lost or self.run(lambda: admit(self.world.engine, project_id, request_id))
        if done and chosen in self.people.pending and not self.chaos.happens(0.1, "event twice"):
            self.people.pending.remove(chosen)

    def _deliver_message(self) -> None:
        """One message, in any order: perhaps it is lost, perhaps it comes again."""
        messages = self.world.queues.messages
        if not messages:
            self._wait()
            return
        index = 0
        if len(messages) > 1 and self.random.random() < 0.3:
            index = self.random.randrange(len(messages))
            self.chaos.faults["event out of order"] += index > 0
        topic, message = messages[index]
        if self.chaos.happens(self.unsteady, "event twice"):
            messages.append((topic, message))
        del messages[index]
        if self.chaos.happens(self.unsteady / 2, "event lost"):
            return
        if self.chaos.happens(self.unsteady, "event late"):
            self._late.append((self.world.time + timedelta(seconds=self.random.uniform(5, 300)), topic, message))
            return
        if not self.run(lambda: turns.advance(self.world.engine, Advance.model_validate(message))):
            if self.random.random() < 0.5:  # a function that fails is called again, but not on the emulator
                messages.append((topic, message))
        elif self.chaos.happens(self.unsteady / 2, "crash before the acknowledgement"):
            messages.append((topic, message))

    def _wait(self) -> None:
        """Nothing is to be done before some time has passed."""
        if self.world.queues.tasks:
            self._deliver_task()
        elif self.people.pending:
            self._admit()
        else:
            self._pass_time(self.random.uniform(20, 100))
            self.run(lambda: sweep(self.world.engine))

    def _deliver_task(self) -> None:
        tasks = self.world.queues.tasks
        if not tasks:
            return
        name = self.random.choice(list(tasks))
        at, message = tasks[name]
        if at > self.world.time:
            if self.random.random() < 0.7:
                self._pass_time((at - self.world.time).total_seconds())
            else:
                self.chaos.faults["task early"] += 1
        if not self.chaos.happens(self.unsteady, "task twice"):
            tasks.pop(name, None)
        if not self.chaos.happens(self.unsteady, "task lost"):
            self.run(lambda: send_on(self.world.engine, Wake.model_validate(message)))

    def calm_down(self, rounds: int = 300) -> None:
        """No more faults: a bounded number of sweeps must bring everything to rest."""
        self.chaos.stop()
        for vendor in self.vendors:
            vendor.mood = vendor.mood.calm()
        for _ in range(rounds):
            self._pass_time(61)
            sweep(self.world.engine)
            self.deliver_all()
            if not restless(self.world):
                return
        raise AssertionError(f"not at rest: {restless(self.world)[:10]}")

    def deliver_all(self) -> None:
        """Deliver what is due, as it comes."""
        queues = self.world.queues
        for name, (at, message) in sorted(queues.tasks.items()):
            if at <= self.world.time:
                del queues.tasks[name]
                send_on(self.world.engine, Wake.model_validate(message))
        while queues.messages:
            turns.advance(self.world.engine, Advance.model_validate(queues.messages.pop(0)[1]))

    def counts(self) -> Counter[str]:
        """What has happened so far, besides the faults."""
        jobs = self.world.every_job()
        return Counter({
            "jobs": len(jobs),
            "requests": self.people.asked,
            "calls billed": sum(sum(vendor.billed.values()) for vendor in self.vendors),
            "turns overtaken past their lease": self.hearts.taken_over,
            "jobs parked": sum(bool(job.possibly_billed) for job in jobs),
            **Counter(f"jobs {job.state}" for job in jobs),
        })  # fmt: skip
