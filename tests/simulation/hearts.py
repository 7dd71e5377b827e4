"""Hearts that beat when simulated time passes, in the one thread there is; or stand still, as in a frozen process."""

import contextlib
import contextvars
from collections.abc import Iterator
from typing import Any

from functions.engine import life
from functions.engine.engine import Engine, job_path
from functions.engine.heart import Heart
from schemas.job import Job
from tests.simulation.chaos import Crash


class Hearts:
    """Makes the hearts of a town, and lets those beat whose functions are in the middle of something."""

    def __init__(self) -> None:
        self.beating: list[SimulatedHeart] = []
        self.taken_over = 0
        """Claims that were lost to another while their function went on."""

    def __call__(self, engine: Engine, job: Job, every: float) -> "SimulatedHeart":
        return SimulatedHeart(self, engine, job, every)

    def beat(self) -> None:
        """Let all beat that can."""
        for heart in tuple(self.beating):
            heart.beat()


class SimulatedHeart(Heart):
    """A heart without a thread."""

    def __init__(self, hearts: Hearts, engine: Engine, job: Job, every: float) -> None:
        super().__init__(engine, job, every)
        self._hearts = hearts
        self._stopped = False
        self._born = engine.now()

    @contextlib.contextmanager
    def beating(self, context: contextvars.Context) -> Iterator[None]:
        """Beat whenever the town says so, while the block runs."""
        self._hearts.beating.append(self)
        try:
            yield
        finally:
            self._hearts.beating.remove(self)
            self._hearts.taken_over += self._is_overtaken()

    def beat(self) -> None:
        """Renew the lease, unless the turn's time is over; what goes wrong is as in the real heart."""
        age = (self._engine.now() - self._born).total_seconds()
        if self._stopped or age > self._engine.limits.turn_seconds[self._job.size]:
            return
        try:
            self._write(self._percent)
        except (life.Refused, Crash):
            self._stopped = True
        except Exception as error:
            self._engine.log("progress_failed", {"job": self._job.job_id, "error": str(error)})

    def _is_overtaken(self) -> bool:
        documents: Any = self._engine.documents
        data = documents._documents.get(job_path(self._job.project_id, self._job.job_id))
        return data is not None and data["fence"] != self._job.fence
