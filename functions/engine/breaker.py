"""A circuit breaker for each remote provider, shared by all functions: from who is down nothing is ordered, but one
thing now and then as a trial (Nygard, Release It!, 2007).

    closed ──failures in a row──▶ open ──its pause is over──▶ half-open ──something was made──▶ closed
                                   ▲──────────────the trial fails, twice the pause──┘

It guards orders only: what was ordered before is looked at all the same, and what it gives is a success like another.
An order that was not made in all the time that a job has counts as an outage at once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

from functions.engine.engine import Engine, breaker_path, to_data
from functions.providers.provider import Made, Provider, ProviderBusy, ProviderRefused, Submitted, Work
from functions.stores.documents import StoreError
from schemas.base import Model

T = TypeVar("T")
_FAILURES = 5
"""So many failures in a row, of whatever jobs, open it."""
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(seconds=300)
_TRIAL = timedelta(seconds=120)
"""A trial that has not ended by then was lost with its function."""
_LONGEST_REASON = 300


class Resting(ProviderBusy):
    """The provider was not asked: it has failed too often of late."""


class Breaker(Model):
    """How a provider has answered of late. `breakers/{provider}`."""

    state: Literal["closed", "open", "half_open"] = "closed"
    failures: int = 0
    """In a row."""
    opened: int = 0
    """How often in a row it was opened, without a success between."""
    until: datetime | None = None
    """Open: when it is tried again. Half-open: when the trial counts as lost."""
    reason: str | None = None
    """What the last failure said."""


def failed(breaker: Breaker, now: datetime, reason: str, *, outage: bool = False) -> Breaker:
    """The breaker after a call that failed; `outage` when one failure says enough."""
    failures, said = breaker.failures + 1, reason[:_LONGEST_REASON]
    if breaker.state == "closed" and failures < _FAILURES and not outage:
        return breaker.model_copy(update={"failures": failures, "reason": said})
    if breaker.state == "open":  # a call that was under way when it opened
        return breaker.model_copy(update={"failures": failures, "reason": said})
    pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(breaker.opened, 10))
    return Breaker(state="open", failures=failures, opened=breaker.opened + 1, until=now + pause, reason=said)


def accepted(breaker: Breaker, now: datetime) -> Breaker:
    """The breaker after an order was taken: a good sign, but a trial goes on until something was made."""
    return Breaker() if breaker.state == "closed" else breaker.model_copy(update={"until": now + _LONGEST_PAUSE})


def entered(breaker: Breaker, now: datetime) -> Breaker | None:
    """The breaker after a call is let through; None when none may be made now."""
    if breaker.state == "closed":
        return breaker
    if breaker.until is not None and breaker.until > now:
        return None
    return breaker.model_copy(update={"state": "half_open", "until": now + _TRIAL})


Change = Callable[[Breaker, datetime], Breaker]


def _well(_breaker: Breaker, _now: datetime) -> Breaker:
    return Breaker()


def note(engine: Engine, provider_id: str, change: Change) -> None:
    """Write down how a call went, if that changes anything. What cannot be written is logged: answers count more."""
    now = engine.now()

    def body(data: dict[str, Any]) -> tuple[dict[str, Any], tuple[Breaker, Breaker]]:
        before = Breaker.model_validate(data)
        after = change(before, now)
        return (data if after == before else to_data(after)), (before, after)

    try:
        before, after = engine.documents.swap(breaker_path(provider_id), body)
    except StoreError as error:
        engine.log("breaker_failed", {"provider": provider_id, "error": str(error)})
        return
    if before.state != after.state:
        reason = after.reason or before.reason
        engine.log("breaker", {"provider": provider_id, "from": before.state, "to": after.state, "reason": reason})


def note_outage(engine: Engine, provider_id: str, reason: str) -> None:
    """Write down that a provider took an order and did not make it in all the time there was."""
    note(engine, provider_id, lambda breaker, now: failed(breaker, now, reason, outage=True))


class Guarded:
    """A remote provider behind its breaker. `enter` comes before `make`, so that no intent is noted for no call."""

    remote = True

    def __init__(self, engine: Engine, provider: Provider) -> None:
        self.id, self.kinds, self.can_find = provider.id, provider.kinds, provider.can_find
        self._engine, self._provider = engine, provider
        self._breaker = Breaker()

    def enter(self) -> None:
        """Ask whether something may be ordered now. Raises `Resting` when not."""
        path, now = breaker_path(self.id), self._engine.now()
        self._breaker = Breaker.model_validate(self._engine.documents.get(path) or {})
        if self._breaker.state == "closed":
            return

        def body(data: dict[str, Any]) -> tuple[dict[str, Any], Breaker | None]:
            after = entered(Breaker.model_validate(data), now)
            return (data if after is None else to_data(after)), after

        after = self._engine.documents.swap(path, body)
        if after is None:
            raise Resting("provider_down", self._sentence(), retry_after=self._seconds_left(now))
        self._breaker = after

    def make(self, work: Work) -> Made | Submitted:
        """As the provider does."""
        answer = self._watched(lambda: self._provider.make(work))
        if self._breaker != Breaker():
            self._note(accepted if isinstance(answer, Submitted) else _well)
        return answer

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        """As the provider does."""
        answer = self._watched(lambda: self._provider.check(work, ticket))
        if isinstance(answer, Made):
            self._note(_well)
        return answer

    def find(self, work: Work) -> str | None:
        """As the provider does."""
        return self._watched(lambda: self._provider.find(work))

    def cancel(self, ticket: str) -> None:
        """As the provider does."""
        self._provider.cancel(ticket)

    def _watched(self, call: Callable[[], T]) -> T:
        try:
            return call()
        except ProviderRefused:
            self._note(_well)  # an answer is an answer
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            self._note(lambda breaker, now: failed(breaker, now, reason))
            raise

    def _note(self, change: Change) -> None:
        note(self._engine, self.id, change)

    def _seconds_left(self, now: datetime) -> float:
        until = self._breaker.until
        return max(5.0, (until - now).total_seconds()) if until else 5.0

    def _sentence(self) -> str:
        reason = f" ({self._breaker.reason})" if self._breaker.reason else ""
        return f"{self.id} has failed {self._breaker.failures} times in a row{reason}, and is given a pause."


def guarded(engine: Engine, provider: Provider | None) -> Provider | None:
    """Put a provider behind its breaker; the embedded ones need none."""
    return Guarded(engine, provider) if provider is not None and provider.remote else provider
