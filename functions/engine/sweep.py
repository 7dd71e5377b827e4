"""The sweep: whatever an event should have moved and did not. Triggers make things fast, this makes them sure."""

from datetime import datetime, timedelta

from functions.engine import admission, life, requests
from functions.engine.commit import cancel_job, change_job, whole_view
from functions.engine.dispatch import clear_lost, dispatch, topic
from functions.engine.engine import Engine, RequestPlan, plan_path, project_path
from functions.stores.documents import NotFound, Snapshot
from schemas.job import Advance, Job

_GRACE = timedelta(seconds=5)
_QUIET = timedelta(seconds=30)
_BATCH = 100


def sweep(engine: Engine) -> dict[str, int]:
    """Re-send what is overdue; gives how much of each was found."""
    now = engine.now()
    counts = {
        "requests_never_admitted": _admit_pending(engine, now),
        "jobs_overdue": _advance_overdue(engine, now),
        "requests_behind": _settle_open(engine, now),
        "views_pending": _show_again(engine),
    }
    lost = clear_lost(engine)
    counts["messages_lost"] = len(lost)
    counts["dispatched"] = len(dispatch(engine, release=lost))
    if any(counts.values()):
        engine.log("sweep", counts)
    return counts


def _admit_pending(engine: Engine, now: datetime) -> int:
    found = engine.documents.query("requests", [("status", "==", "pending")], limit=_BATCH, group=True)
    late = [s for s in found if s.data["created_at"] < now - _GRACE]
    for snapshot in late:
        admission.admit(engine, _project_of(snapshot), snapshot.id)
    return len(late)


def _advance_overdue(engine: Engine, now: datetime) -> int:
    """Jobs in work whose time has come and whose lease is over: a task or a function was lost."""
    found = engine.documents.query(
        "jobs",
        [("state", "==", "processing"), ("next_at", "<=", now - _GRACE)],
        order_by="next_at",
        limit=_BATCH,
        group=True,
    )
    for snapshot in found:
        job = Job(**snapshot.data)
        message = Advance(project_id=job.project_id, job_id=job.job_id)
        engine.queues.publish(topic(job.size), message.model_dump())
    return len(found)


def _settle_open(engine: Engine, now: datetime) -> int:
    """Accepted requests whose jobs have all ended, or whose plan has changed, without anybody noticing."""
    found = engine.documents.query("requests", [("status", "==", "accepted")], limit=_BATCH, group=True)
    behind = 0
    for snapshot in found:
        project_id = _project_of(snapshot)
        data = engine.documents.get(plan_path(project_id, snapshot.id))
        if data is None or snapshot.data["updated_at"] > now - _QUIET:
            continue
        if admission.is_behind(engine, project_id, RequestPlan(**data)):
            admission.replan_open(engine, project_id)
            behind += 1
        requests.settle(engine, project_id, [snapshot.id])
    return behind


def _show_again(engine: Engine) -> int:
    """Jobs that could not write their view: show them now, or end them if the project is gone."""
    found = engine.documents.query("jobs", [("view_pending", "==", True)], limit=_BATCH, group=True)
    for snapshot in found:
        job = Job(**snapshot.data)
        if engine.documents.get(project_path(job.project_id)) is None:
            if job.state not in life.TERMINAL:
                cancel_job(engine, job, "The project was deleted.")
            continue
        try:
            change_job(
                engine,
                job.project_id,
                job.job_id,
                job.slot,
                lambda now_job, slot: (now_job.model_copy(update={"view_pending": False}), slot),
                show=whole_view,
            )
        except NotFound:
            engine.log("job_gone", {"job": job.job_id})
    return len(found)


def _project_of(snapshot: Snapshot) -> str:
    return snapshot.path.split("/")[1]
