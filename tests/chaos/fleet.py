"""A fleet of functions on a real Firestore: the engine in many threads, what delivers its events, and who watches."""

import dataclasses
import itertools
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from functions.engine.admission import admit
from functions.engine.advance import advance
from functions.engine.engine import Engine, Limits, project_path, request_path
from functions.engine.sweep import sweep
from functions.engine.wake import send_on
from functions.stores.documents import Documents, Put, StoreError
from functions.stores.files import FileStoreError
from functions.stores.firestore import FirestoreDocuments
from functions.stores.memory import MemoryFiles
from schemas.job import Advance, Wake
from tests.chaos.faults import Clock, Crash, Faults, FaultyDocuments, FaultyFiles
from tests.chaos.post import Message, Post
from tests.chaos.vendor import Vendor
from tests.chaos.watch import Watch
from tests.kit import invariants
from tests.kit.world import World

_EXPECTED = (Crash, StoreError, FileStoreError, ConnectionError)
_KNOWN_ERRORS = {
    "Unavailable", "Contention", "FileStoreError", "ConnectionError", "NoSuchFile", "FileExists", "MediaError",
    "ProviderBusy", "ProviderRefused", "ProviderUnclear", "PossiblyPaid", "NotLookedUp", "Resting",
    "Spent", "StepFailed",
}  # fmt: skip
"""What may go wrong in a step without being a mistake of ours."""
_SWEEPS = 2
_WRONG = {"project_invalid", "unknown_job", "job_reading_failed", "dead_letter"}
"""What must never be logged."""


class Fleet:
    """The engine, its real documents, and sixteen threads that handle its events.

    Attributes:
        documents: the store without faults, for whoever looks at the truth.
        logged: how often the engine logged what.
    """

    def __init__(
        self, client: Any, folder: Path, faults: Faults, vendors: Sequence[Vendor], *, speed: float, threads: int = 16
    ) -> None:
        self.faults, self.vendors, self.clock = faults, list(vendors), Clock(speed)
        self.documents: Documents = FirestoreDocuments(client)
        self.faulty = FaultyDocuments(self.documents, faults)
        self.post = Post(faults, self.clock, expected=_EXPECTED)
        self.files = MemoryFiles()
        self.logged: Counter[str] = Counter()
        self.surprises: list[str] = []
        self.project_ids: list[str] = []
        limits = Limits(
            in_flight={"light": 12, "media": 12},
            in_flight_per_user={"light": 6, "media": 6},
            age_seconds=1200.0,
            default_plan="enterprise",
        )
        self._world = World(folder, providers=self.vendors, limits=limits)
        self.engine: Engine = dataclasses.replace(
            self._world.engine,
            documents=self.faulty,
            files=FaultyFiles(self.files, faults),
            queues=self.post,
            now=self.clock.now,
            log=self._log,
        )
        self.watch = Watch(client)
        self._ids = itertools.count(1)
        self._sweeps, self._lock = 0, threading.Lock()
        self._threads = self.post.run(self._handle, threads)

    def __enter__(self) -> "Fleet":
        self.watch.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.post.close()
        for thread in self._threads:
            thread.join(timeout=60)
        self.watch.stop()

    def _log(self, event: str, fields: Mapping[str, Any]) -> None:
        self.logged[event] += 1
        if event in {"step_failed", "sweep_failed"} and str(fields["error"]).split(":")[0] not in _KNOWN_ERRORS:
            self.surprises.append(f"{event}: {fields}")
        if event in _WRONG:
            self.surprises.append(f"{event}: {fields}")

    def _handle(self, topic: str, message: Message) -> None:
        if topic == "sweep":
            self._sweep()
        elif topic == "admit":
            admit(self.engine, message["project_id"], message["request_id"])
        elif topic == "wake":
            send_on(self.engine, Wake(**message))
        else:
            advance(self.engine, Advance(**message))

    def _sweep(self) -> None:
        with self._lock:
            self._sweeps += 1
        try:
            sweep(self.engine)
        finally:
            with self._lock:
                self._sweeps -= 1

    def project(self, project_id: str, *, scenes: int, user: str, mood: bool = True) -> None:
        """A project as a client makes it."""
        self._world.time = self.clock.now()
        self._world.project(project_id, scenes=scenes, user=user, mood=mood)
        data = self._world.documents.get(project_path(project_id))
        assert data is not None
        self.documents.commit([Put(project_path(project_id), data)])
        self.project_ids.append(project_id)

    def request(self, project_id: str, user: str, kind: str, **fields: Any) -> str:
        """A request as a client writes it; its event is one of those that may be lost."""
        request_id = f"r{next(self._ids)}"
        data = {
            "kind": kind, "target": {}, "options": {}, "created_by": user,
            "created_at": self.clock.now(), "status": "pending", **fields,
        }  # fmt: skip
        self.documents.commit([Put(request_path(project_id, request_id), data)])
        self.post.post("admit", {"project_id": project_id, "request_id": request_id})
        return request_id

    def sweep(self) -> None:
        """Cloud Scheduler's turn: now and then two run at once, never more."""
        if self._sweeps < _SWEEPS:
            self.post.post("sweep", {})

    def rest(self, rounds: int = 60) -> None:
        """No more faults: a bounded number of sweeps must bring everything to rest."""
        self.faults.stop()
        for vendor in self.vendors:
            vendor.temper = dataclasses.replace(vendor.temper, busy=0, refuses=0, silent=0, down=0, looks=1)
        left: list[str] = []
        for _ in range(rounds):
            self.clock.jump(61)
            self.sweep()
            self._until_idle()
            left = [each for project_id in self.project_ids for each in invariants.restless(self.documents, project_id)]
            if not left:
                return
        raise AssertionError(f"not at rest: {left}")

    def _until_idle(self, seconds: float = 180.0) -> None:
        until = time.monotonic() + seconds
        while not self.post.is_idle():
            assert time.monotonic() < until, "the threads hang"
            time.sleep(0.05)

    def check(self) -> None:
        """What must hold at rest."""
        assert self.post.problems == [], self.post.problems
        assert self.surprises == [], self.surprises
        assert self.watch.problems() == []
        jobs = [job for project_id in self.project_ids for job in invariants.jobs_of(self.documents, project_id)]
        assert {job.job_id for job in jobs} >= self.watch.job_ids
        assert invariants.charged_twice(jobs, self.vendors) == []
        assert invariants.occupied(self.documents, self.project_ids) == []
        for project_id in self.project_ids:
            assert invariants.lost_jobs(self.documents, project_id) == []
            assert invariants.wrong_views(self.documents, project_id) == []

    def finish(self, user_of: Mapping[str, str]) -> None:
        """Ask for every film once more: all come out, whole and without placeholders, and shown as they are."""
        asked = {
            project_id: self.request(project_id, user_of[project_id], "produce") for project_id in self.project_ids
        }
        self.rest()
        for project_id, request_id in asked.items():
            answer = self.documents.get(request_path(project_id, request_id))
            assert answer is not None
            assert answer["status"] == "completed", answer
            assert invariants.film_faults(self.engine, project_id) == []
