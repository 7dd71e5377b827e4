"""Faults on purpose: stores, queues and vendors that fail before or after the effect, die, or let others go first."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from functions.engine import life
from functions.providers.provider import Made, ProviderBusy, ProviderRefused, ProviderUnclear, Submitted, Work
from functions.stores import documents as d
from functions.stores.files import FileInfo, FileStoreError
from functions.stores.memory import MemoryDocuments, MemoryFiles, MemoryQueues
from schemas.project import Kind
from tests.kit.world import text_file

T = TypeVar("T")
_ORDER = {"queued": 0, "processing": 1, "completed": 2, "failed": 2, "cancelled": 2}
_JOB = re.compile(r"projects/[^/]+/jobs/[^/]+")
_PROJECT = re.compile(r"projects/[^/]+")


class Crash(BaseException):
    """The process dies here. No `except Exception` sees it."""


@dataclass
class Chaos:
    """Decides, from its seed alone, what goes wrong where."""

    random: random.Random
    error_rate: float = 0.0
    crash_rate: float = 0.0
    interlude_rate: float = 0.0
    interlude: Callable[[], None] = lambda: None
    """Lets other functions run in the middle of this one."""
    depth: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    def stop(self) -> None:
        """No fault from now on."""
        self.error_rate = self.crash_rate = self.interlude_rate = 0.0

    def around(self, name: str, effect: Callable[[], T], error: Callable[[], Exception]) -> T:
        """Do something that may fail before it is done, or after."""
        self._maybe(f"{name} before", error)
        result = effect()
        self._maybe(f"{name} after", error)
        return result

    def _maybe(self, name: str, error: Callable[[], Exception]) -> None:
        dice = self.random.random()
        if dice < self.crash_rate:
            self.faults[f"crash {name}"] += 1
            raise Crash(name)
        if dice < self.crash_rate + self.error_rate:
            self.faults[f"error {name}"] += 1
            raise error()
        if self.depth < 2 and self.random.random() < self.interlude_rate:
            self.depth += 1
            try:
                self.interlude()
            finally:
                self.depth -= 1


def _unavailable() -> Exception:
    return d.Unavailable("chaos")


class FaultyDocuments(MemoryDocuments):
    """Fails, and watches: no job goes back in its life, and nothing of a deleted scene changes."""

    def __init__(self, chaos: Chaos) -> None:
        super().__init__()
        self.chaos = chaos

    def get(self, path: str) -> d.Data | None:
        return self.chaos.around("get", lambda: super(FaultyDocuments, self).get(path), _unavailable)

    def get_all(self, paths: Iterable[str]) -> dict[str, d.Data]:
        wanted = list(paths)
        return self.chaos.around("get_all", lambda: super(FaultyDocuments, self).get_all(wanted), _unavailable)

    def commit(self, writes: Sequence[d.Write]) -> None:
        self.chaos.around("commit", lambda: super(FaultyDocuments, self).commit(writes), _unavailable)

    def transact(self, body: Callable[[d.Transaction], T]) -> T:
        return self.chaos.around("transact", lambda: super(FaultyDocuments, self).transact(body), _unavailable)

    def _apply(self, writes: Sequence[d.Write]) -> None:
        before = {write.path: self._documents.get(write.path) for write in writes}
        super()._apply(writes)
        for path, old in before.items():
            _watch(path, old, self._documents.get(path))

    def query(self, *arguments: Any, **options: Any) -> list[d.Snapshot]:
        return self.chaos.around(
            "query", lambda: super(FaultyDocuments, self).query(*arguments, **options), _unavailable
        )


def _watch(path: str, old: d.Data | None, new: d.Data | None) -> None:
    if old is None or new is None:
        return
    if _JOB.fullmatch(path):
        assert _ORDER[old["state"]] <= _ORDER[new["state"]], f"{path}: {old['state']} became {new['state']}"
        if old["state"] in life.TERMINAL:
            assert old["state"] == new["state"], f"{path}: {old['state']} became {new['state']}"
        assert old["fence"] <= new["fence"], path
    if _PROJECT.fullmatch(path):
        for scene_id, scene in old["scenes"].items():
            if scene.get("deleted"):
                assert new["scenes"][scene_id] == scene, f"{path}: the deleted scene {scene_id} has changed"


class FaultyFiles(MemoryFiles):
    """Fails before or after an object is there."""

    def __init__(self, chaos: Chaos) -> None:
        super().__init__()
        self.chaos = chaos

    def put(self, path: str, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        def effect() -> FileInfo:
            return super(FaultyFiles, self).put(path, source, content_type=content_type, metadata=metadata)

        return self.chaos.around("put", effect, _storage_down)

    def stat(self, path: str) -> FileInfo | None:
        return self.chaos.around("stat", lambda: super(FaultyFiles, self).stat(path), _storage_down)

    def list(self, prefix: str) -> list[FileInfo]:
        return self.chaos.around("list", lambda: super(FaultyFiles, self).list(prefix), _storage_down)

    def fetch(self, path: str, target: Path) -> FileInfo:
        return self.chaos.around("fetch", lambda: super(FaultyFiles, self).fetch(path, target), _storage_down)


def _storage_down() -> Exception:
    return FileStoreError("chaos")


class FaultyQueues(MemoryQueues):
    """Fails before or after a message is taken."""

    def __init__(self, chaos: Chaos) -> None:
        super().__init__()
        self.chaos = chaos

    def publish(self, topic: str, message: Mapping[str, Any]) -> None:
        self.chaos.around("publish", lambda: super(FaultyQueues, self).publish(topic, message), _queue_down)

    def schedule(self, name: str, at: datetime, message: Mapping[str, Any]) -> None:
        self.chaos.around("schedule", lambda: super(FaultyQueues, self).schedule(name, at, message), _queue_down)


def _queue_down() -> Exception:
    return ConnectionError("chaos")


@dataclass
class Mood:
    """How often a vendor does what, 0 to 1."""

    busy: float = 0.0
    refuses: float = 0.0
    silent: float = 0.0
    """Takes the call, bills it, and does not answer."""
    down: float = 0.0
    """Does not answer when asked about a call."""
    looks: int = 0
    """How often a call is found unfinished before it is done; below zero for ever."""


class Vendor:
    """A remote provider with a book of what it would bill."""

    remote = True

    def __init__(self, name: str, chaos: Chaos, mood: Mood, *, can_find: bool, slow: bool) -> None:
        self.id = name
        self.can_find = can_find
        self.kinds: frozenset[Kind] = frozenset(
            {"moods", "storyboard", "composition", "image", "video", "audio", "music"}
        )
        self.mood, self.slow = mood, slow
        self.billed: Counter[str] = Counter()
        self._chaos = chaos
        self._looks: Counter[str] = Counter()

    def make(self, work: Work) -> Made | Submitted:
        if self._chance(self.mood.busy):
            raise ProviderBusy("busy", "Too much to do.", retry_after=self._chaos.random.choice([None, 5.0]))
        if self._chance(self.mood.refuses):
            raise ProviderRefused("refused", f"No {work.kind} for this.")
        self.billed[work.call_id] += 1
        if self._chance(self.mood.silent):
            raise self._chaos.random.choice([ProviderUnclear("no_answer", "No answer came."), ConnectionError("cut")])
        self._chaos.around("vendor", lambda: None, lambda: ConnectionError("chaos"))
        return Submitted(work.call_id, 10.0) if self.slow else text_file(work.folder, work.kind, work.inputs)

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        assert self.billed[ticket], "a ticket that was never given"
        if self._chance(self.mood.down):
            raise ProviderUnclear("down", "Out of order.")
        self._looks[ticket] += 1
        if self.mood.looks < 0 or self._looks[ticket] <= self.mood.looks:
            return Submitted(ticket, 20.0)
        return text_file(work.folder, work.kind, work.inputs)

    def find(self, work: Work) -> str | None:
        if self._chance(self.mood.down):
            raise ConnectionError("down")
        assert self.can_find
        if not self.billed[work.call_id]:
            return None
        return work.call_id

    def cancel(self, ticket: str) -> None:
        if self._chance(self.mood.down):
            raise ConnectionError("down")

    def _chance(self, rate: float) -> bool:
        return self._chaos.random.random() < rate
