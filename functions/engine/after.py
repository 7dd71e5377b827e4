"""What follows a job's change: dependents, requests, and the next jobs. Idempotent; the sweep repeats what is lost."""

from functions.engine import admission, life, requests
from functions.engine.commit import cancel_job
from functions.engine.dispatch import dispatch
from functions.engine.engine import Engine, job_path
from schemas.job import Job


def ended_or_waiting(engine: Engine, job: Job) -> None:
    """Carry on after a job has ended, or has begun to wait for somebody else."""
    ended = [job.job_id]
    if job.state == "completed" and job.degraded:
        admission.replan_open(engine, job.project_id)
    elif job.state in {"failed", "cancelled"}:
        ended += cancel_dependents(engine, job)
    if job.state in life.TERMINAL:
        requests.settle(engine, job.project_id, job.requests)
    dispatch(engine, release=ended)


def not_claimed(engine: Engine, job: Job, *, busy: bool) -> None:
    """A message for a job that has ended, or whose scene is busy: it is not in flight, and keeps nobody waiting."""
    if busy or job.state in life.TERMINAL:
        dispatch(engine, release=[job.job_id])


def cancel_dependents(engine: Engine, job: Job) -> list[str]:
    """Cancel everything that builds on a job that will not be there; gives the cancelled job ids."""
    cancelled: list[str] = []
    open_requests: set[str] = set()
    reason = f"The {job.kind}{f' of {job.label}' if job.label else ''} could not be made: {job.error_message}"
    waiting = list(job.dependents)
    while waiting:
        found = engine.documents.get_all(job_path(job.project_id, other) for other in waiting)
        waiting = []
        for data in found.values():
            dependent = Job(**data)
            if dependent.state != "queued":
                continue
            code = job.error_code or "failed"
            if cancel_job(engine, dependent, reason, code):
                cancelled.append(dependent.job_id)
            waiting += dependent.dependents
            open_requests |= set(dependent.requests)
    requests.settle(engine, job.project_id, tuple(sorted(open_requests)))
    return cancelled
