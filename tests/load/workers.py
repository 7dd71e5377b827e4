"""Functions as threads: each message is delivered to one of a pool, tasks at their time; and there is the sweep."""

import heapq
import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from functions.engine.admission import admit
from functions.engine.advance import advance
from functions.engine.engine import Engine
from functions.engine.sweep import sweep
from functions.engine.wake import send_on
from functions.stores.documents import Usage, usage
from schemas.job import Advance, Wake

_TICK_SECONDS = 0.1
_PATIENCE_SECONDS = 300.0
_REDELIVERY_SECONDS = 1.0


class Workers:
    """The queues of an engine, and who serves them. A message that fails is delivered again, as Pub/Sub does."""

    def __init__(self, *, threads: int, sweep_every: float = 5.0) -> None:
        self.engine: Engine
        self.failures: list[str] = []
        self.spent: Counter[tuple[str, str]] = Counter()
        """(function, what) to amount: what its invocations cost in Firestore's terms, and how many there were."""
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="function")
        self._tasks: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._sweep_every = sweep_every
        self._clock = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        self._clock.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._clock.join()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def publish(self, _topic: str, message: Mapping[str, Any]) -> None:
        """Deliver a message as soon as somebody is free."""
        self._submit("advance", lambda: advance(self.engine, Advance(**message)))

    def schedule(self, _name: str, at: datetime, message: Mapping[str, Any]) -> None:
        """Deliver a task at its time."""
        seconds = (at - datetime.now(UTC)).total_seconds()
        self._later(seconds, lambda: self._submit("wake", lambda: send_on(self.engine, Wake(**message))))

    def requested(self, project_id: str, request_id: str) -> None:
        """A client has written a request."""
        self._submit("requested", lambda: admit(self.engine, project_id, request_id))

    def wait_for(self, name: str, calls: int) -> None:
        """Wait until so many invocations of a function have ended."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while self.spent[name, "calls"] < calls:
            assert time.monotonic() < deadline, f"{name} was not called {calls} times: {self.failures}"
            time.sleep(_TICK_SECONDS)

    def _submit(self, name: str, call: Callable[[], Any]) -> None:
        if not self._stopped.is_set():
            self._pool.submit(copy_context().run, self._invoke, name, call)

    def _invoke(self, name: str, call: Callable[[], Any]) -> None:
        counted = Usage()
        usage.set(counted)
        try:
            call()
        except Exception as error:
            with self._lock:
                self.failures.append(f"{name}: {type(error).__name__}: {error}")
            self._later(_REDELIVERY_SECONDS, lambda: self._submit(name, call))
        with self._lock:
            amounts = {**vars(counted), "calls": 1}
            self.spent.update({(name, what): amount for what, amount in amounts.items()})

    def cost(self, what: str) -> int:
        """How much of something all functions took."""
        return sum(amount for (_, name), amount in self.spent.items() if name == what)

    def _later(self, seconds: float, call: Callable[[], None]) -> None:
        with self._lock:
            heapq.heappush(self._tasks, (time.monotonic() + seconds, next(self._order), call))

    def _tick(self) -> None:
        swept = time.monotonic()
        while not self._stopped.wait(_TICK_SECONDS):
            now = time.monotonic()
            if now - swept >= self._sweep_every:
                swept = now
                self._submit("sweep", lambda: sweep(self.engine))
            with self._lock:
                due = []
                while self._tasks and self._tasks[0][0] <= now:
                    due.append(heapq.heappop(self._tasks)[2])
            for call in due:
                call()
