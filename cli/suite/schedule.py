"""Plays Cloud Scheduler: the emulator suite loads scheduled functions and never calls them."""

import logging
import re
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpx

from cli.suite.endpoints import PROJECT, REGION, Endpoints

_LOG = logging.getLogger(__name__)
_TIMEOUT_SECONDS = 60.0


class Scheduler:
    """Calls scheduled functions every few seconds from a background thread, while it is entered as a context.

    A call is what Cloud Scheduler would send: a POST without a body, with the job's name and the scheduled time as
    headers (firebase-functions reads `X-CloudScheduler-JobName` and `-ScheduleTime`). One call runs at a time; one that
    fails is logged and tried again at the next turn, since functions may just be reloading.

    Attributes:
        calls: how many calls were answered with success so far.
        failures: how many were not.
    """

    def __init__(self, endpoints: Endpoints, functions: Sequence[str] = ("sweep",), every: float = 5.0) -> None:
        """Prepare to call `functions` of the suite at `endpoints` every so many seconds."""
        self.calls = 0
        self.failures = 0
        self._endpoints = endpoints
        self._keys = {name: f"{REGION}-{name}-0" for name in functions}
        self._problems: dict[str, str] = {}
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scheduler", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Make no more calls; returns at once, even while one is running."""
        self._stop.set()

    def _run(self) -> None:
        with httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False) as client:
            while not self._stop.is_set():
                for name in self._keys:
                    self._call(client, name)
                self._stop.wait(self._every)

    def _call(self, client: httpx.Client, name: str) -> None:
        headers = {
            "X-CloudScheduler-JobName": f"firebase-schedule-{name}-{REGION}",
            "X-CloudScheduler-ScheduleTime": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        url = f"{self._endpoints.url('functions')}/functions/projects/{PROJECT}/triggers/{self._keys[name]}"
        try:
            reply = client.post(url, headers=headers)
        except httpx.HTTPError as error:
            self._failed(name, f"{type(error).__name__}: {error}")
            return
        if reply.is_success and reply.status_code != httpx.codes.NO_CONTENT:
            self.calls += 1
            self._problems.pop(name, None)
            return
        self._failed(name, f"status {reply.status_code}")
        if (
            reply.status_code == httpx.codes.NO_CONTENT
        ):  # this key is switched off; after re-enabling, the next one counts
            self._keys[name] = _next_key(self._keys[name])
        elif reply.status_code == httpx.codes.NOT_FOUND:
            self._keys[name] = _newest_key(name, reply.text) or self._keys[name]

    def _failed(self, name: str, why: str) -> None:
        self.failures += 1
        if self._problems.get(name) != why:  # one line a problem, not one a turn
            _LOG.warning("the scheduled function %s did not succeed: %s", name, why)
        self._problems[name] = why


def _next_key(key: str) -> str:
    stem, _, number = key.rpartition("-")
    return f"{stem}-{int(number) + 1}"


def _newest_key(name: str, answer: str) -> str | None:
    """The trigger's key in a 404 answer, which lists them all; the number in it grows when triggers are re-enabled."""
    numbers = [int(number) for number in re.findall(rf"\b{REGION}-{re.escape(name)}-(\d+)\b", answer)]
    return f"{REGION}-{name}-{max(numbers)}" if numbers else None
