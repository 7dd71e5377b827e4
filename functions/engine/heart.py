"""The heart of a turn: keeps its lease alive and its progress shown, in a thread beside the step."""

import contextlib
import contextvars
import threading
import time
from collections.abc import Iterator

from functions.engine import life, view
from functions.engine.commit import change_job
from functions.engine.engine import Engine
from schemas.job import Job

_RENEW_SECONDS = 30.0


class Heart:
    """Writes progress within the budget, and at least a renewal every 30 s; stops when the turn's time is over."""

    def __init__(self, engine: Engine, job: Job, every: float) -> None:
        self._engine, self._job, self._every = engine, job, max(every, 0.2)
        self._percent = self._written = job.progress
        self._began = self._written_at = time.monotonic()

    def report(self, fraction: float) -> None:
        """Note how far the step is, 0 to 1; a beat writes it."""
        self._percent = max(self._percent, min(99, int(fraction * 100)))

    @contextlib.contextmanager
    def beating(self, context: contextvars.Context) -> Iterator[None]:
        """Beat in a thread, within a context, while the block runs."""
        stop = threading.Event()
        thread = threading.Thread(target=context.run, args=(self._beat, stop), daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _beat(self, stop: threading.Event) -> None:
        while not stop.wait(min(self._every, 1.0)):
            now = time.monotonic()
            if now - self._began > self._engine.limits.turn_seconds[self._job.size]:
                return  # a step that hangs must lose its lease
            waited = now - self._written_at
            if (self._percent > self._written and waited >= self._every) or waited >= _RENEW_SECONDS:
                try:
                    self._write(self._percent)
                except life.Refused:
                    return  # the claim has ended or another has taken over; the commit will notice
                except Exception as error:  # a lost write costs nothing; a later beat tries again
                    self._engine.log("progress_failed", {"job": self._job.job_id, "error": str(error)})
                self._written_at = time.monotonic()

    def _write(self, percent: int) -> None:
        now = self._engine.now()
        change_job(
            self._engine,
            self._job.project_id,
            self._job.job_id,
            self._job.slot,
            lambda job, slot: (life.renew(job, self._job.fence, now, percent), slot),
            show=view.progress_view,
        )
        self._written = percent
