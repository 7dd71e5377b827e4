"""Remote providers that misbehave, and keep the book of what they would bill: the oracle for what is paid."""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields

from functions.providers.provider import Made, ProviderBusy, ProviderRefused, ProviderUnclear, Submitted, Work
from schemas.project import Kind
from tests.kit.world import text_file
from tests.simulation.chaos import Chaos

KINDS: frozenset[Kind] = frozenset({"moods", "storyboard", "composition", "image", "video", "audio", "music"})


@dataclass
class Mood:
    """How often a vendor does what, 0 to 1."""

    limited: float = 0.0
    """Answers 429, mostly with Retry-After."""
    failing: float = 0.0
    """Answers 5xx, and has not taken the call."""
    refuses: float = 0.0
    silent: float = 0.0
    """Takes the call, bills it, and does not answer: hangs, or cuts the connection."""
    down: float = 0.0
    """Does not answer when asked about a call."""
    cut_short: float = 0.0
    """Its file ends early, or its URL has expired: the adapter notices, and asks again."""
    spoilt: float = 0.0
    """Bills the call, and gives a file that is damaged or of another type."""
    looks: int = 0
    """How often a call is found unfinished before it is done; below zero for ever."""

    def calm(self) -> "Mood":
        """It answers from now on; what it never finishes stays unfinished."""
        return Mood(looks=min(self.looks, 1))

    @property
    def rates(self) -> dict[str, float]:
        """All of it by name, for those who print or draw it."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


class Vendor:
    """A remote provider with a book of what it would bill."""

    remote = True

    def __init__(
        self,
        name: str,
        chaos: Chaos,
        mood: Mood | None = None,
        *,
        can_find: bool = True,
        slow: bool = False,
        hang: Callable[[], None] = lambda: None,
    ) -> None:
        self.id = name
        self.kinds = KINDS
        self.can_find, self.slow = can_find, slow
        self.mood = mood or Mood()
        self.billed: Counter[str] = Counter()
        """Call id to how often it was billed."""
        self.spoilt: set[str] = set()
        """Calls whose file was no good."""
        self.called_off: set[str] = set()
        self._chaos, self._hang = chaos, hang
        self._looks: Counter[str] = Counter()
        self._given: Counter[str] = Counter()
        self._serial = itertools.count()

    def make(self, work: Work) -> Made | Submitted:
        # a function may stand still anywhere but between its last look at the clock and the vendor's taking the call
        self._chaos.visit("vendor call", "before", _cut, others=False)
        if self._has(self.mood.limited, "vendor: 429"):
            raise ProviderBusy("busy", "Too much to do.", retry_after=self._chaos.random.choice([None, 5.0, 40.0]))
        if self._has(self.mood.failing, "vendor: 5xx"):
            raise ProviderBusy("busy", "Out of order.")
        if self._has(self.mood.refuses, "vendor: refusal"):
            raise ProviderRefused("refused", f"No {work.kind} for this.")
        self.billed[work.call_id] += 1
        if self._has(self.mood.silent / 2, "vendor: time-out after the effect"):
            self._hang()
            raise ProviderUnclear("no_answer", "No answer came.")
        if self._has(self.mood.silent / 2, "vendor: connection cut after accepting"):
            raise ConnectionError("cut")
        self._chaos.visit("vendor call", "after", _cut)
        return Submitted(work.call_id, 10.0) if self.slow else self._result(work, work.call_id)

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        self._chaos.must(self.billed[ticket] > 0, f"{self.id} was asked for {ticket}, which it never gave")
        self._chaos.around("vendor look", lambda: None, _cut)
        if self._has(self.mood.down, "vendor: no answer to a look"):
            raise self._chaos.random.choice([ProviderUnclear("down", "Out of order."), ProviderBusy("down", "Busy.")])
        self._looks[ticket] += 1
        if self.mood.looks < 0 or self._looks[ticket] <= self.mood.looks:
            return Submitted(ticket, 20.0)
        if self._has(self.mood.cut_short / 3, "vendor: file cut short"):
            raise ProviderBusy("cut_short", "The file has another length than was said.")
        if self._has(self.mood.cut_short / 3, "vendor: file of a wrong length"):
            raise ConnectionError("the file has another length than was said")
        if self._has(self.mood.cut_short / 3, "vendor: result URL expired"):
            raise ProviderBusy("expired", "The result's URL has expired.")
        return self._result(work, ticket)

    def find(self, work: Work) -> str | None:
        self._chaos.must(self.can_find, f"{self.id} cannot look calls up, and was asked to")
        self._chaos.around("vendor find", lambda: None, _cut)
        if self._has(self.mood.down, "vendor: no answer to a look-up"):
            raise ConnectionError("down")
        return work.call_id if self.billed[work.call_id] else None

    def cancel(self, ticket: str) -> None:
        self._chaos.around("vendor cancel", lambda: None, _cut)
        if self._has(self.mood.down, "vendor: no answer to a cancellation"):
            raise ConnectionError("down")
        self.called_off.add(ticket)

    def _result(self, work: Work, ticket: str) -> Made:
        self._given[ticket] += 1
        if self._given[ticket] > 1:
            self._chaos.faults["vendor: the same result twice"] += 1
        made = text_file(work.folder, work.kind, {**work.inputs, "maker": f"{self.id} {next(self._serial)}"})
        spoil = self.mood.spoilt
        if ticket in self.spoilt or self._has(spoil / 2, "vendor: file damaged"):
            self.spoilt.add(ticket)
            made.files[0].path.write_text('{"kind": "')
        elif self._has(spoil / 2, "vendor: file of another type"):
            self.spoilt.add(ticket)
            made.files[0].path.write_text('{"kind": "a letter of apology"}')
        return made

    def _has(self, rate: float, fault: str) -> bool:
        return self._chaos.happens(rate, fault)


def _cut() -> Exception:
    return ConnectionError("chaos")
