"""The sweep: whatever an event should have moved and did not. Triggers make things fast, this makes them sure.

Each thing is handled by itself: one that cannot be handled is logged, and holds up nobody else.
"""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from functions.engine import admission, after, calling_off, life, planning, requests, view
from functions.engine.commit import cancel_job, change_job, leave
from functions.engine.dependents import pass_on
from functions.engine.dispatch import dispatch, find_lost, find_unclaimed
from functions.engine.engine import Engine, RequestPlan, Slot, job_path, plan_path, project_path
from functions.engine.rejection import Rejected
from functions.stores.documents import FieldPath, Put, Snapshot
from schemas.job import Job

_GRACE = timedelta(seconds=20)
_QUIET = timedelta(seconds=30)
_AGAIN_SECONDS = 300.0
_BATCH = 100
_PAGES = 20
_TRIES = 3
_INTERNAL = Rejected(
    "internal", "Something went wrong inside Reelwright, again and again.", "Send a new request; tell the operator."
)


def sweep(engine: Engine) -> dict[str, int]:
    """Re-send what is overdue; gives how much of each was found.

    What only has to be sent again goes first. The rest comes in another order each time: a function that dies at one
    thing (for want of memory, or of time) dies before other things the next time.
    """
    now = engine.now()
    given_up = [_give_up(engine, job) for job in find_unclaimed(engine)]
    lost, going = find_lost(engine)
    dispatched = len(dispatch(engine, release=lost, waits=going))
    duties = [(name, handle, found) for name, (find, handle) in _DUTIES.items() for found in find(engine, now)]
    random.Random(now.isoformat()).shuffle(duties)
    counts = dict.fromkeys(_DUTIES, 0)
    for name, handle, found in duties:
        counts[name] += _handled(engine, handle, found)
    if any(counts.values()):
        dispatched += len(dispatch(engine))
    counts |= {"jobs_given_up": sum(given_up), "messages_lost": len(lost), "dispatched": dispatched}
    if any(counts.values()):
        engine.log("sweep", counts)
    return counts


def _handled(engine: Engine, handle: Callable[[Engine, Snapshot], bool], found: Snapshot) -> bool:
    """Handle one thing by itself; tells whether it needed it."""
    try:
        return handle(engine, found)
    except Exception as error:
        engine.log("sweep_failed", {"path": found.path, "error": f"{type(error).__name__}: {error}"})
        return False


def _give_up(engine: Engine, job: Job) -> bool:
    """Fail a job that no function lives to claim."""

    def change(current: Job, slot: Slot) -> tuple[Job, Slot]:
        if (current.fence, current.updated_at) != (job.fence, job.updated_at):
            raise life.Refused("it was claimed meanwhile")
        return life.expire(current, engine.now()), leave(slot, current)

    try:
        ended = change_job(engine, job.project_id, job.job_id, job.slot, change)
    except life.Refused:
        return False
    after.ended_or_waiting(engine, ended)
    return True


def _late_requests(engine: Engine, now: datetime) -> Iterator[Snapshot]:
    yield from engine.documents.query(
        "requests",
        [("status", "==", "pending"), ("created_at", "<", now - _GRACE)],
        order_by="created_at",
        limit=_BATCH,
        group=True,
    )


def _admit(engine: Engine, snapshot: Snapshot) -> bool:
    project_id = _project_of(snapshot)
    if _is_hopeless(engine, snapshot, snapshot.data["created_at"]):
        admission.reject(engine, project_id, snapshot.id, _INTERNAL)
    else:
        admission.admit(engine, project_id, snapshot.id)
    return True


def _queued_jobs(engine: Engine, now: datetime) -> Iterator[Snapshot]:
    yield from engine.documents.query(
        "jobs",
        [("state", "==", "queued"), ("next_at", "<=", now - _QUIET)],
        order_by="next_at",
        limit=_BATCH,
        group=True,
    )


def _remind(engine: Engine, snapshot: Snapshot) -> bool:
    """A job that waits for others: should one of them have ended without its knowing, tell it."""
    job = Job.model_validate(snapshot.data)
    now = engine.now()
    try:
        change_job(
            engine,
            job.project_id,
            job.job_id,
            job.slot,
            lambda current, slot: (life.defer(current, now, _AGAIN_SECONDS), slot),
            show=lambda _job, _slot: {},
        )
    except life.Refused:
        return False  # it has begun or ended meanwhile
    found = engine.documents.get_all(job_path(job.project_id, need) for need in job.needs)
    ended = [Job.model_validate(data) for data in found.values() if data["state"] in life.TERMINAL]
    for need in ended:
        planning.settle(engine, job.project_id, sorted(pass_on(engine, need).requests))
    return bool(ended)


def _open_requests(engine: Engine, now: datetime) -> Iterator[Snapshot]:
    """Accepted requests, those first that have been so for longest; as many as a sweep has time for."""
    last = datetime.min.replace(tzinfo=UTC)
    for _ in range(_PAGES):
        page = engine.documents.query(
            "requests",
            [("status", "==", "accepted"), ("updated_at", ">", last), ("updated_at", "<=", now - _QUIET)],
            order_by="updated_at",
            limit=_BATCH,
            group=True,
        )
        yield from page
        if len(page) < _BATCH:
            return
        last = page[-1].data["updated_at"]


def _carry_on(engine: Engine, snapshot: Snapshot) -> bool:
    """A request in whose project nothing moves: plan it again, take it on or end it."""
    project_id, request_id = _project_of(snapshot), snapshot.id
    live = engine.documents.query(f"projects/{project_id}/jobs", [("state", "in", ["queued", "processing"])], limit=1)
    if live:
        return False
    if _is_hopeless(engine, snapshot, snapshot.data["updated_at"]):
        data = engine.documents.get(plan_path(project_id, request_id))
        frozen = RequestPlan.model_validate(data) if data else None
        if frozen is not None:
            requests.end(engine, project_id, request_id, frozen, bad=requests.Bad.why(_INTERNAL))
    else:
        planning.replan(engine, project_id, request_id)
        planning.settle(engine, project_id, [request_id])
    return True


def _unseen_jobs(engine: Engine, _now: datetime) -> Iterator[Snapshot]:
    yield from engine.documents.query("jobs", [("view_pending", "==", True)], limit=_BATCH, group=True)


def _show_again(engine: Engine, snapshot: Snapshot) -> bool:
    """A job that could not write its view: show it now, or end it if the project is gone."""
    job = Job.model_validate(snapshot.data)
    there = engine.documents.get(project_path(job.project_id)) is not None
    if not there and job.state not in life.TERMINAL:
        cancelled = cancel_job(engine, job, "The project was deleted.")
        if cancelled is not None:
            after.ended_or_waiting(engine, cancelled)

    def show(current: Job, slot: Slot) -> dict[FieldPath, Any]:
        return view.whole_view(current, slot, engine.steps) if there else {}

    change_job(
        engine,
        job.project_id,
        job.job_id,
        job.slot,
        lambda current, slot: (current.model_copy(update={"view_pending": False}), slot),
        show=show,
    )
    return True


def _uncalled_jobs(engine: Engine, _now: datetime) -> Iterator[Snapshot]:
    yield from engine.documents.query("jobs", [("call_off", "==", True)], limit=_BATCH, group=True)


def _call_off(engine: Engine, snapshot: Snapshot) -> bool:
    """A cancelled job whose provider has not answered yet."""
    calling_off.call_off(engine, Job.model_validate(snapshot.data))
    return True


def _is_hopeless(engine: Engine, snapshot: Snapshot, since: datetime) -> bool:
    """Whether a request is old, and was tried again and again since: noted before each try, which may be deadly."""
    if (engine.now() - since).total_seconds() <= engine.limits.age_seconds:
        return False
    path = f"{snapshot.path}/private/tries"
    tries = int((engine.documents.get(path) or {}).get("count", 0))
    if tries < _TRIES:
        engine.documents.commit([Put(path, {"count": tries + 1})])
    return tries >= _TRIES


def _project_of(snapshot: Snapshot) -> str:
    return snapshot.path.split("/")[1]


_DUTIES: dict[str, tuple[Callable[[Engine, datetime], Iterator[Snapshot]], Callable[[Engine, Snapshot], bool]]] = {
    "requests_never_admitted": (_late_requests, _admit),
    "jobs_left_behind": (_queued_jobs, _remind),
    "requests_behind": (_open_requests, _carry_on),
    "views_pending": (_unseen_jobs, _show_again),
    "providers_to_tell": (_uncalled_jobs, _call_off),
}
"""What the sweep looks for, and what it does with each that it finds."""
