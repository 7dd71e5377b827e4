"""A remote provider for many threads: it fails in every way a vendor can, and keeps a book of what it would bill."""

import threading
from collections import Counter
from dataclasses import dataclass

from functions.providers.provider import Made, ProviderBusy, ProviderRefused, ProviderUnclear, Submitted, Work
from schemas.project import Kind
from tests.chaos.faults import Faults
from tests.kit.world import text_file


@dataclass(frozen=True)
class Temper:
    """How often a vendor does what, 0 to 1."""

    busy: float = 0.0
    refuses: float = 0.0
    silent: float = 0.0
    """Takes the call, bills it, and does not answer."""
    down: float = 0.0
    """Does not answer when it is asked about a call."""
    looks: int = 0
    """How often a call is found unfinished before it is done."""


class Vendor:
    """A vendor whose every decision is one of the counted faults."""

    remote = True

    def __init__(self, name: str, faults: Faults, temper: Temper, *, can_find: bool, slow: bool) -> None:
        self.id = name
        self.can_find = can_find
        self.kinds: frozenset[Kind] = frozenset(
            {"moods", "storyboard", "composition", "image", "video", "audio", "music"}
        )
        self.temper, self.slow = temper, slow
        self.billed: Counter[str] = Counter()
        self.spoilt: set[str] = set()
        self.cancelled: Counter[str] = Counter()
        self._faults = faults
        self._looks: Counter[str] = Counter()
        self._lock = threading.Lock()

    def make(self, work: Work) -> Made | Submitted:
        if self._does("busy", self.temper.busy):
            raise ProviderBusy("busy", "Too much to do.", retry_after=self._faults.choose([None, 5.0]))
        if self._does("refuses", self.temper.refuses):
            raise ProviderRefused("refused", f"No {work.kind} for this.")
        with self._lock:
            self.billed[work.call_id] += 1
        if self._does("takes the call in silence", self.temper.silent):
            raise self._faults.choose([ProviderUnclear("no_answer", "No answer came."), ConnectionError("cut")])
        self._faults.around("answer of a vendor", lambda: None, lambda: ConnectionError("chaos"))
        return Submitted(work.call_id, 10.0) if self.slow else text_file(work.folder, work.kind, work.inputs)

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        if self._does("is out of order", self.temper.down):
            raise ProviderUnclear("down", "Out of order.")
        with self._lock:
            assert self.billed[ticket], "a ticket that was never given"
            self._looks[ticket] += 1
            unfinished = self._looks[ticket] <= self.temper.looks
        return Submitted(ticket, 20.0) if unfinished else text_file(work.folder, work.kind, work.inputs)

    def find(self, work: Work) -> str | None:
        if self._does("is out of order", self.temper.down):
            raise ConnectionError("down")
        with self._lock:
            return work.call_id if self.billed[work.call_id] else None

    def cancel(self, ticket: str) -> None:
        if self._does("is out of order", self.temper.down):
            raise ConnectionError("down")
        with self._lock:
            self.cancelled[ticket] += 1

    def _does(self, what: str, rate: float) -> bool:
        return self._faults.happens(f"vendor {what}", rate)
