"""A job's time has come: have it published, so that it runs in a function of its size."""

from functions.engine.dispatch import dispatch, read_jobs
from functions.engine.engine import Engine, job_path
from functions.stores.documents import Snapshot
from schemas.job import Job, Wake


def send_on(engine: Engine, message: Wake) -> None:
    """Publish the job, and what else is due, as far as the caps allow; the rest goes when others have ended."""
    path = job_path(message.project_id, message.job_id)
    data = engine.documents.get(path)
    jobs = read_jobs(engine, [Snapshot(path, data)]) if data is not None else []
    dispatch(engine, at_hand=[job for job in jobs if _is_due(engine, job)])


def _is_due(engine: Engine, job: Job) -> bool:
    return job.state == "processing" and job.next_at is not None and job.next_at <= engine.now()
