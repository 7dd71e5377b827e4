"""Pub/Sub, Cloud Tasks and the events of Firestore, played by threads: late, in any order, twice, or never."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tests.chaos.faults import WORKER, Clock, Faults

Message = Mapping[str, Any]
Handler = Callable[[str, Message], None]
_LOST, _DOUBLED, _LATE, _OVERTAKEN, _SENT_AGAIN = 0.04, 0.08, 0.08, 0.1, 0.7


class Post:
    """Delivers to a handler in many threads. As the engine's queues it may fail before or after it takes a message.

    Attributes:
        delivered: how many events were handled.
        problems: what a handler failed with, other than what is expected.
    """

    def __init__(self, faults: Faults, clock: Clock, *, expected: tuple[type[BaseException], ...]) -> None:
        self.delivered = 0
        self.problems: list[BaseException] = []
        self._faults, self._clock, self._expected = faults, clock, expected
        self._heap: list[tuple[float, int, str, Message, datetime | None]] = []
        self._numbers = itertools.count()
        self._names: set[str] = set()
        self._busy = 0
        self._open = True
        self._changed = threading.Condition()

    def publish(self, topic: str, message: Message) -> None:
        self._faults.around("publish", lambda: self.post(topic, message), _queue_down)

    def schedule(self, name: str, at: datetime, message: Message) -> None:
        def effect() -> None:
            with self._changed:
                is_new = name not in self._names
                self._names.add(name)
            if is_new:
                self.post("wake", message, at=at)

        self._faults.around("schedule", effect, _queue_down)

    def post(self, topic: str, message: Message, *, at: datetime | None = None) -> None:
        """Take an event; perhaps it is lost, late, before others, or two."""
        faults = self._faults
        if faults.happens("event lost", _LOST):
            return
        for _ in range(2 if faults.happens("event twice", _DOUBLED) else 1):
            pause = faults.uniform(0.2, 3.0) if faults.happens("event late", _LATE) else 0.0
            if at is not None and faults.happens("task early", _LATE):
                self._put(topic, message, pause, None)
            elif faults.happens("event out of order", _OVERTAKEN):
                self._put(topic, message, pause - faults.uniform(0.0, 5.0), at)
            else:
                self._put(topic, message, pause, at)

    def _put(self, topic: str, message: Message, pause: float, at: datetime | None) -> None:
        with self._changed:
            heapq.heappush(self._heap, (time.monotonic() + pause, next(self._numbers), topic, message, at))
            self._changed.notify()

    def run(self, handler: Handler, threads: int) -> list[threading.Thread]:
        """Start the threads that deliver."""
        started = [
            threading.Thread(target=self._deliver_all, args=(handler,), name=f"{WORKER}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in started:
            thread.start()
        return started

    def close(self) -> None:
        """Deliver nothing more."""
        with self._changed:
            self._open = False
            self._changed.notify_all()

    @property
    def busy(self) -> int:
        """How many events are being handled."""
        return self._busy

    def is_idle(self) -> bool:
        """Whether nothing that is due waits or is being handled."""
        with self._changed:
            return not self._busy and not any(self._is_due(entry) for entry in self._heap)

    def _is_due(self, entry: tuple[float, int, str, Message, datetime | None]) -> bool:
        ready, _, _, _, at = entry
        return ready <= time.monotonic() and (at is None or at <= self._clock.now())

    def _take(self) -> tuple[str, Message] | None:
        with self._changed:
            while self._open:
                due = next((entry for entry in sorted(self._heap)[:200] if self._is_due(entry)), None)
                if due is not None:
                    self._heap.remove(due)
                    heapq.heapify(self._heap)
                    self._busy += 1
                    return due[2], due[3]
                self._changed.wait(0.05)
            return None

    def _deliver_all(self, handler: Handler) -> None:
        while (event := self._take()) is not None:
            try:
                self._deliver(handler, *event)
            finally:
                with self._changed:
                    self._busy -= 1
                    self.delivered += 1

    def _deliver(self, handler: Handler, topic: str, message: Message) -> None:
        try:
            handler(topic, message)
        except BaseException as error:
            if not isinstance(error, self._expected):
                self.problems.append(error)
            elif self._faults.uniform(0, 1) < _SENT_AGAIN:  # Pub/Sub does; Firestore and the emulator do not
                self._put(topic, message, self._faults.uniform(0.1, 1.0), None)


def _queue_down() -> Exception:
    return ConnectionError("chaos")
