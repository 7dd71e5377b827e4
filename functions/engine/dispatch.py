"""The dispatcher: publishes jobs that can run, up to the caps, in fair order.

One small document, `dispatch/flights`, holds what is in flight. Jobs carry a `turn`, given at admission by start-time
fair queueing (Goyal et al. 1996): a user's jobs are numbered on from where the clock is, so a user with one job waits
for nobody's forty. A job that waits for a provider is not in flight; when its time has come, it goes before new ones.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from pydantic import Field, ValidationError

from functions.engine.engine import Engine, job_path, slot_path
from functions.stores.documents import Data, Snapshot
from schemas.base import Model
from schemas.job import Advance, Job, Size

SIZES: tuple[Size, ...] = ("light", "media")
FLIGHTS_PATH = "dispatch/flights"
_WINDOWS = (24, 240)
"""How many waiting jobs of a size are looked at; the second, when none of the first could go."""


class InFlight(Model):
    """A job that was published and has not ended."""

    project_id: str
    slot: str
    size: Size
    user_id: str
    at: datetime


class Flights(Model):
    """What is in flight, and the turn that was served last."""

    in_flight: dict[str, InFlight] = Field(default_factory=dict)
    turn: int = 0


def topic(size: Size) -> str:
    """Name of the Pub/Sub topic of a size."""
    return f"advance-{size}"


def dispatch(engine: Engine, *, release: Iterable[str] = ()) -> list[str]:
    """Take ended jobs out of flight and publish what can run now; gives the published job ids."""
    released = frozenset(release)
    for window in _WINDOWS:
        waiting = [*_due(engine, window), *(job for size in SIZES for job in _runnable(engine, size, window))]
        if not waiting and not released:
            return []
        chosen = _fly(engine, waiting, released)
        if chosen or len(waiting) < window:
            return chosen
    return []


def _due(engine: Engine, limit: int) -> list[Job]:
    """Jobs in work whose time has come: to look at a provider again, to try again, or because a function was lost."""
    found = engine.documents.query(
        "jobs",
        [("state", "==", "processing"), ("next_at", "<=", engine.now())],
        order_by="next_at",
        limit=limit,
        group=True,
    )
    return _jobs(engine, found)


def _runnable(engine: Engine, size: Size, limit: int) -> list[Job]:
    found = engine.documents.query(
        "jobs",
        [("state", "==", "queued"), ("size", "==", size), ("needs", "==", [])],
        order_by="turn",
        limit=limit,
        group=True,
    )
    return _jobs(engine, found)


def _jobs(engine: Engine, found: list[Snapshot]) -> list[Job]:
    """Read jobs; one that cannot be read is logged, and holds up nobody else."""
    jobs = []
    for snapshot in found:
        try:
            jobs.append(Job(**snapshot.data))
        except ValidationError as error:
            engine.log("job_reading_failed", {"path": snapshot.path, "error": str(error)})
    return jobs


def _fly(engine: Engine, waiting: list[Job], released: frozenset[str]) -> list[str]:
    def body(data: Data) -> tuple[Data, tuple[list[Job], Flights]]:
        before = Flights(**data)
        after, chosen = _choose_free(engine, before, waiting, released)
        return (_data(after) if after != before else data), (chosen, after)

    # every end of a job comes through here: locks on this one document stalled the emulator for 25 s at a time
    chosen, flights = engine.documents.swap(FLIGHTS_PATH, body)
    projects = Counter(flight.project_id for flight in flights.in_flight.values())
    for job in chosen:
        message = Advance(project_id=job.project_id, job_id=job.job_id, progress_every=1.0 * projects[job.project_id])
        engine.queues.publish(topic(job.size), message.model_dump())
    return [job.job_id for job in chosen]


def _choose_free(
    engine: Engine, before: Flights, waiting: list[Job], released: frozenset[str]
) -> tuple[Flights, list[Job]]:
    """Choose, and choose again without those whose scene turns out to be busy: they would only be refused."""
    known: dict[str, bool] = {}
    while True:
        busy = {path for path, is_busy in known.items() if is_busy}
        free = [job for job in waiting if job.state == "processing" or _slot(job) not in busy]
        after, chosen = _choose(engine, before, free, released)
        unknown = {_slot(job) for job in chosen if job.state == "queued"} - known.keys()
        if not unknown:
            return after, chosen
        found = engine.documents.get_all(sorted(unknown))
        known |= {path: found.get(path, {}).get("current") is not None for path in unknown}


def _choose(engine: Engine, before: Flights, waiting: list[Job], released: frozenset[str]) -> tuple[Flights, list[Job]]:
    flights = {job_id: flight for job_id, flight in before.in_flight.items() if job_id not in released}
    slots = {slot_path(flight.project_id, flight.slot) for flight in flights.values()}
    sizes = Counter(flight.size for flight in flights.values())
    users = Counter((flight.size, flight.user_id) for flight in flights.values())
    limits, now, turn = engine.limits, engine.now(), before.turn
    chosen: list[Job] = []
    for job in waiting:
        size, user = job.size, (job.size, job.user_id)
        if job.job_id in flights or _slot(job) in slots:
            continue
        if sizes[size] >= limits.in_flight[size] or users[user] >= limits.in_flight_per_user[size]:
            continue
        flights[job.job_id] = InFlight(project_id=job.project_id, slot=job.slot, size=size, user_id=job.user_id, at=now)
        slots.add(_slot(job))
        sizes[size] += 1
        users[user] += 1
        turn = max(turn, job.turn)
        chosen.append(job)
    return Flights(in_flight=flights, turn=turn), chosen


def _slot(job: Job) -> str:
    return slot_path(job.project_id, job.slot)


def clear_lost(engine: Engine) -> list[str]:
    """Name what is in flight and should not be: what has ended, and what was never claimed: its message was lost."""
    now = engine.now()
    old = now - timedelta(seconds=engine.limits.unclaimed_seconds)
    flights = Flights(**(engine.documents.get(FLIGHTS_PATH) or {})).in_flight
    suspects = {job_id: job_path(f.project_id, job_id) for job_id, f in flights.items() if f.at < old}
    jobs = engine.documents.get_all(suspects.values())
    return [job_id for job_id, path in suspects.items() if not _is_held(jobs.get(path), now)]


def _is_held(data: dict[str, Any] | None, now: datetime) -> bool:
    lease = data.get("lease_until") if data else None
    return lease is not None and bool(lease >= now)


def next_turns(engine: Engine) -> int:
    """The turn that was served last: where a newcomer's numbering starts."""
    return Flights(**(engine.documents.get(FLIGHTS_PATH) or {})).turn


def _data(flights: Flights) -> dict[str, Any]:
    return flights.model_dump()
