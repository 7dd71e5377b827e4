"""A circuit breaker for each remote provider, shared by all functions: who is down is left alone, and asked once now
and then whether it is up again (Nygard, Release It!, 2007).

    closed ──failures in a row──▶ open ──its pause is over──▶ half-open ──one call succeeds──▶ closed
                                   ▲──────────────one call fails, twice the pause──┘
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


def failed(breaker: Breaker, now: datetime, reason: str) -> Breaker:
    """The breaker after a call that failed."""
    failures, said = breaker.failures + 1, reason[:_LONGEST_REASON]
    if breaker.state == "closed" and failures < _FAILURES:
        return breaker.model_copy(update={"failures": failures, "reason": said})
    if breaker.state == "open":  # a call that was under way when it opened
        return breaker.model_copy(update={"failures": failures, "reason": said})
    pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(breaker.opened, 10))
    return Breaker(state="open", failures=failures, opened=breaker.opened + 1, until=now + pause, reason=said)


def entered(breaker: Breaker, now: datetime) -> Breaker | None:
    """The breaker after a call is let through; None when none may be made now."""
    if breaker.state == "closed":
        return breaker
    if breaker.until is not None and breaker.until > now:
        return None
    return breaker.model_copy(update={"state": "half_open", "until": now + _TRIAL})


class Guarded:
    """A remote provider behind its breaker. `enter` comes before `make`, so that no intent is noted for no call."""

    remote = True

    def __init__(self, engine: Engine, provider: Provider) -> None:
        self.id, self.kinds, self.can_find = provider.id, provider.kinds, provider.can_find
        self._engine, self._provider = engine, provider
        self._breaker = Breaker()

    def enter(self) -> None:
        """Ask whether a call may be made now. Raises `Resting` when not."""
        path, now = breaker_path(self.id), self._engine.now()
        self._breaker = Breaker(**(self._engine.documents.get(path) or {}))
        if self._breaker.state == "closed":
            return

        def body(data: dict[str, Any]) -> tuple[dict[str, Any], Breaker | None]:
            after = entered(Breaker(**data), now)
            return (data if after is None else to_data(after)), after

        after = self._engine.documents.swap(path, body)
        if after is None:
            raise Resting("provider_down", self._sentence(), retry_after=self._seconds_left(now))
        self._breaker = after

    def make(self, work: Work) -> Made | Submitted:
        """As the provider does."""
        return self._watched(lambda: self._provider.make(work))

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        """As the provider does. Raises `Resting` when it is not to be asked."""
        self.enter()
        return self._watched(lambda: self._provider.check(work, ticket))

    def find(self, work: Work) -> str | None:
        """As the provider does. Raises `Resting` when it is not to be asked."""
        self.enter()
        return self._watched(lambda: self._provider.find(work))

    def cancel(self, ticket: str) -> None:
        """As the provider does: money may depend on it, so it is always tried."""
        self._provider.cancel(ticket)

    def _watched(self, call: Callable[[], T]) -> T:
        try:
            answer = call()
        except ProviderRefused:
            self._note(None)  # an answer is an answer
            raise
        except Exception as error:
            self._note(f"{type(error).__name__}: {error}")
            raise
        self._note(None)
        return answer

    def _note(self, failure: str | None) -> None:
        """Write down how a call went. What cannot be written is not worth losing the call's answer for."""
        if failure is None and self._breaker == Breaker():
            return
        now = self._engine.now()

        def body(data: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, str]]:
            before = Breaker(**data)
            after = Breaker() if failure is None else failed(before, now, failure)
            return to_data(after), (before.state, after.state)

        try:
            before, after = self._engine.documents.swap(breaker_path(self.id), body)
        except StoreError as error:
            self._engine.log("breaker_failed", {"provider": self.id, "error": str(error)})
            return
        if before != after:
            self._engine.log("breaker", {"provider": self.id, "from": before, "to": after, "reason": failure})

    def _seconds_left(self, now: datetime) -> float:
        until = self._breaker.until
        return max(5.0, (until - now).total_seconds()) if until else 5.0

    def _sentence(self) -> str:
        reason = f" ({self._breaker.reason})" if self._breaker.reason else ""
        return f"{self.id} has failed {self._breaker.failures} times in a row{reason}, and is given a pause."


def guarded(engine: Engine, provider: Provider | None) -> Provider | None:
    """Put a provider behind its breaker; the embedded ones need none."""
    return Guarded(engine, provider) if provider is not None and provider.remote else provider
