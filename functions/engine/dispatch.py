"""The dispatcher: publishes jobs that can run, up to the caps, in fair order.

One small document, `dispatch/flights`, holds what is in flight. Jobs carry a `turn`, given at admission by start-time
fair queueing (Goyal et al. 1996): a user's jobs are numbered on from where the clock is, so a user with one job waits
for nobody's forty. A job that waits for a provider is not in flight; when its time has come, it goes before new ones.
A provider with a limit of its own counts them too: what it works on holds one of its places until it ends.
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
    provider: str | None = None
    """Who makes it, where that is a provider with a limit."""
    at: datetime


class AtProvider(Model):
    """A job that a provider with a limit works on, while nothing of ours does."""

    project_id: str
    provider: str


class Flights(Model):
    """What is in flight, what providers with a limit work on, and the turn that was served last."""

    in_flight: dict[str, InFlight] = Field(default_factory=dict)
    at_providers: dict[str, AtProvider] = Field(default_factory=dict)
    turn: int = 0


def topic(size: Size) -> str:
    """Name of the Pub/Sub topic of a size."""
    return f"advance-{size}"


def dispatch(engine: Engine, *, release: Iterable[str] = (), waits: Iterable[Job] = ()) -> list[str]:
    """Take jobs out of flight that have ended, or that wait, and publish what can run now; gives the published job ids.

    `waits` are those of the released jobs that have not ended: a provider may be at work on them.
    """
    released, still = frozenset(release), tuple(waits)
    for window in _WINDOWS:
        waiting = [*_due(engine, window), *(job for size in SIZES for job in _runnable(engine, size, window))]
        if not waiting and not released:
            return []
        chosen = _fly(engine, waiting, released, still)
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


def _fly(engine: Engine, waiting: list[Job], released: frozenset[str], waits: Iterable[Job]) -> list[str]:
    def body(data: Data) -> tuple[Data, tuple[list[Job], Flights]]:
        before = Flights(**data)
        after, chosen = _choose_free(engine, _landed(engine, before, released, waits), waiting)
        return (_data(after) if after != before else data), (chosen, after)

    # every end of a job comes through here: locks on this one document stalled the emulator for 25 s at a time
    chosen, flights = engine.documents.swap(FLIGHTS_PATH, body)
    projects = Counter(flight.project_id for flight in flights.in_flight.values())
    for job in chosen:
        message = Advance(project_id=job.project_id, job_id=job.job_id, progress_every=1.0 * projects[job.project_id])
        engine.queues.publish(topic(job.size), message.model_dump())
    return [job.job_id for job in chosen]


def _landed(engine: Engine, flights: Flights, released: frozenset[str], waits: Iterable[Job]) -> Flights:
    """What is in flight, and at providers, without the released jobs."""
    at_providers = {job_id: at for job_id, at in flights.at_providers.items() if job_id not in released}
    for job in waits:
        provider = limited_provider(engine, job) if is_at_provider(job) else None
        if provider is not None:
            at_providers[job.job_id] = AtProvider(project_id=job.project_id, provider=provider)
    in_flight = {job_id: flight for job_id, flight in flights.in_flight.items() if job_id not in released}
    return flights.model_copy(update={"in_flight": in_flight, "at_providers": at_providers})


def is_at_provider(job: Job) -> bool:
    """Whether a provider has, or may have, the job's work."""
    return job.state == "processing" and (job.provider_job_id is not None or job.phase == "submit")


def limited_provider(engine: Engine, job: Job) -> str | None:
    """The provider that has the job, else the one whose turn it is; None when it has no limit, or is none."""
    if not engine.steps[job.kind].provided:
        return None
    chain = engine.chain(job.kind)
    following = chain[job.provider_index] if job.provider_index < len(chain) else None
    provider = job.provider if is_at_provider(job) else following
    return provider if provider in engine.limits.in_flight_per_provider else None


def _choose_free(engine: Engine, before: Flights, waiting: list[Job]) -> tuple[Flights, list[Job]]:
    """Choose, and choose again without those whose scene turns out to be busy: they would only be refused."""
    known: dict[str, bool] = {}
    while True:
        busy = {path for path, is_busy in known.items() if is_busy}
        free = [job for job in waiting if job.state == "processing" or _slot(job) not in busy]
        after, chosen = _choose(engine, before, free)
        unknown = {_slot(job) for job in chosen if job.state == "queued"} - known.keys()
        if not unknown:
            return after, chosen
        found = engine.documents.get_all(sorted(unknown))
        known |= {path: found.get(path, {}).get("current") is not None for path in unknown}


def _choose(engine: Engine, before: Flights, waiting: list[Job]) -> tuple[Flights, list[Job]]:
    flights = dict(before.in_flight)
    slots = {slot_path(flight.project_id, flight.slot) for flight in flights.values()}
    sizes = Counter(flight.size for flight in flights.values())
    users = Counter((flight.size, flight.user_id) for flight in flights.values())
    has = {job_id: at.provider for job_id, at in before.at_providers.items()}
    has |= {job_id: flight.provider for job_id, flight in flights.items() if flight.provider}
    providers = Counter(has.values())
    limits, now, turn = engine.limits, engine.now(), before.turn
    chosen: list[Job] = []
    for job in waiting:
        size, user = job.size, (job.size, job.user_id)
        if job.job_id in flights or _slot(job) in slots:
            continue
        if sizes[size] >= limits.in_flight[size] or users[user] >= limits.in_flight_per_user[size]:
            continue
        provider = limited_provider(engine, job)
        if provider is not None and has.get(job.job_id) != provider:
            if providers[provider] >= limits.in_flight_per_provider[provider]:
                continue
            providers[provider] += 1
        flights[job.job_id] = InFlight(
            project_id=job.project_id, slot=job.slot, size=size, user_id=user[1], provider=provider, at=now
        )
        slots.add(_slot(job))
        sizes[size] += 1
        users[user] += 1
        turn = max(turn, job.turn)
        chosen.append(job)
    return before.model_copy(update={"in_flight": flights, "turn": turn}), chosen


def _slot(job: Job) -> str:
    return slot_path(job.project_id, job.slot)


def find_lost(engine: Engine) -> tuple[list[str], list[Job]]:
    """Name what is in flight and should not be: what has ended, and what was never claimed: its message was lost.

    Gives their ids, and those jobs among them that have not ended.
    """
    now = engine.now()
    old = now - timedelta(seconds=engine.limits.unclaimed_seconds)
    flights = Flights(**(engine.documents.get(FLIGHTS_PATH) or {}))
    suspects = {job_id: job_path(f.project_id, job_id) for job_id, f in flights.in_flight.items() if f.at < old}
    waiting = {
        job_id: job_path(at.project_id, job_id)
        for job_id, at in flights.at_providers.items()
        if job_id not in flights.in_flight
    }
    found = engine.documents.get_all([*suspects.values(), *waiting.values()])
    lost = [job_id for job_id, path in suspects.items() if not _is_held(found.get(path), now)]
    lost += [job_id for job_id, path in waiting.items() if found.get(path, {}).get("state") != "processing"]
    going = [
        suspects[job_id] for job_id in lost if found.get(suspects.get(job_id, ""), {}).get("state") == "processing"
    ]
    return lost, _jobs(engine, [Snapshot(path, found[path]) for path in going])


def _is_held(data: dict[str, Any] | None, now: datetime) -> bool:
    lease = data.get("lease_until") if data else None
    return lease is not None and bool(lease >= now)


def next_turns(engine: Engine) -> int:
    """The turn that was served last: where a newcomer's numbering starts."""
    return Flights(**(engine.documents.get(FLIGHTS_PATH) or {})).turn


def _data(flights: Flights) -> dict[str, Any]:
    return flights.model_dump()
