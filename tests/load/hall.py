"""Many users at once, on a clock that jumps from one event to the next: who gets what, when, to the second.

A function is busy from the time that its message is published, for as long as its kind takes; a vendor works on its own
and is looked at again. Nothing here is random, nor measured on the machine's clock.
"""

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from functions.engine.admission import admit
from functions.engine.advance import advance
from functions.engine.engine import Limits, job_path, request_path
from functions.engine.sweep import sweep
from functions.engine.wake import send_on
from functions.providers.provider import Made, Submitted, Work
from functions.stores.memory import MemoryQueues
from schemas.job import Advance, Wake
from schemas.project import Kind
from tests.kit.world import World, text_file

_SWEEP_SECONDS = 60.0
_ENDED = frozenset({"completed", "failed", "rejected", "cancelled"})
_BEGIN = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


class Vendor:
    """Takes every call at once, works on it for a while, and counts how many are open, of whom."""

    remote = True
    can_find = True

    def __init__(self, name: str, *, seconds: Mapping[str, float], kinds: frozenset[Kind] | None = None) -> None:
        self.id = name
        self.kinds: frozenset[Kind] = kinds or frozenset(
            {"moods", "storyboard", "composition", "image", "video", "audio", "music"}
        )
        self.most = 0
        self.calls: Counter[str] = Counter()
        self._seconds = seconds
        self._open: dict[str, int] = {}

    def make(self, work: Work) -> Made | Submitted:
        self.calls[work.call_id] += 1
        self._open[work.call_id] = 1
        self.most = max(self.most, len(self._open))
        return Submitted(work.call_id, self._seconds.get(work.kind, 5.0))

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        self._open.pop(ticket)
        return text_file(work.folder, work.kind, work.inputs)

    def find(self, work: Work) -> str | None:
        return work.call_id if work.call_id in self._open else None

    def cancel(self, ticket: str) -> None:
        self._open.pop(ticket, None)


class Hall:
    """One engine, its users, and the clock."""

    def __init__(self, folder: Path, *, limits: Limits, vendors: list[Vendor], busy: Mapping[str, float]) -> None:
        """Begin an empty day. `busy` gives how long a function of a kind takes, in seconds; the others take 0.1 s."""
        self.slow: set[str] = set()
        """Users whose functions take 10,000 s each."""
        self._events: list[tuple[datetime, int, Callable[[], Any]]] = []
        self._order = itertools.count()
        self._busy = busy
        self._asked: dict[str, tuple[str, datetime]] = {}
        self._sweeps = 0
        self.world = World(folder, limits=limits, providers=vendors, queues=_Deliveries(self))
        self.world.time = _BEGIN
        self.engine = self.world.engine
        self.took: dict[str, float] = {}
        """Project to seconds from request to end."""
        self.most: Counter[tuple[str, str]] = Counter()
        """(size, user) to the most functions that worked for them at once."""
        self._working: Counter[tuple[str, str]] = Counter()
        self.progress: list[tuple[float, float]] = []
        """Seconds since the beginning, and the progress writes a second that functions may make from then on."""
        self._every: dict[str, float] = {}

    def at(self, seconds: float, call: Callable[[], Any]) -> None:
        """Have something happen, so many seconds after the beginning."""
        self.push(_BEGIN + timedelta(seconds=seconds), call)

    def push(self, at: datetime, call: Callable[[], Any]) -> None:
        """Have something happen at a time."""
        heapq.heappush(self._events, (max(at, self.world.time), next(self._order), call))

    def film(
        self, seconds: float, project_id: str, *, user: str, scenes: int, kind: str = "produce", **fields: Any
    ) -> None:
        """Have a user ask for a film of a new project at a time."""

        def ask() -> None:
            self.world.project(project_id, scenes=scenes, user=user)
            request_id = self.world.request(kind, project_id, user=user, admitted=False, **fields)
            self._asked[project_id] = (request_id, self.world.time)
            admit(self.engine, project_id, request_id)

        self.at(seconds, ask)
        self._asked[project_id] = ("", _BEGIN)

    def deliver(self, message: Mapping[str, Any]) -> None:
        """A function begins on a message now, and ends when its time is over."""
        data = self.engine.documents.get(job_path(message["project_id"], message["job_id"])) or {}
        worker = (data["size"], data["user_id"])
        self._working[worker] += 1
        self.most[worker] = max(self.most[worker], self._working[worker])
        self._every[message["job_id"]] = message["progress_every"]
        self._note_progress()

        def finish() -> None:
            self._working[worker] -= 1
            del self._every[message["job_id"]]
            self._note_progress()
            advance(self.engine, Advance(**message))
            self._note_ends()

        seconds = 10_000.0 if data["user_id"] in self.slow else self._busy.get(data["kind"], 0.1)
        self.push(self.world.time + timedelta(seconds=seconds), finish)

    def run(self, *, until: float = 100_000.0, wanted: str | None = None) -> None:
        """Let everything happen until all requests have ended, or that of the project `wanted`, or the time is over."""
        self.push(self.world.time + timedelta(seconds=_SWEEP_SECONDS), self._sweep)
        while self._events and (self._asked if wanted is None else wanted in self._asked):
            at, _, call = heapq.heappop(self._events)
            if at > _BEGIN + timedelta(seconds=until):
                return
            self.world.time = at
            call()

    def status(self, project_id: str, request_id: str) -> str:
        """What has become of a request."""
        data = self.engine.documents.get(request_path(project_id, request_id)) or {}
        return str(data["status"])

    def _sweep(self) -> None:
        sweep(self.engine)
        self._note_ends()
        self.push(self.world.time + timedelta(seconds=_SWEEP_SECONDS), self._sweep)

    def _note_progress(self) -> None:
        rate = sum(1 / every for every in self._every.values())
        self.progress.append(((self.world.time - _BEGIN).total_seconds(), rate))

    def _note_ends(self) -> None:
        for project_id, (request_id, asked) in list(self._asked.items()):
            if request_id and self.status(project_id, request_id) in _ENDED:
                assert self.status(project_id, request_id) == "completed", project_id
                self.took[project_id] = (self.world.time - asked).total_seconds()
                del self._asked[project_id]


class _Deliveries(MemoryQueues):
    """Queues whose messages come at once and whose tasks come in time."""

    def __init__(self, hall: Hall) -> None:
        super().__init__()
        self._hall = hall

    def publish(self, topic: str, message: Mapping[str, Any]) -> None:
        self._hall.deliver(message)

    def schedule(self, name: str, at: datetime, message: Mapping[str, Any]) -> None:
        self._hall.push(at, lambda: send_on(self._hall.engine, Wake(**message)))
