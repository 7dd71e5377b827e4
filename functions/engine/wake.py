"""A job's time has come: publish it, so that it runs in a function of its size."""

from functions.engine.dispatch import topic
from functions.engine.engine import Engine, job_path
from schemas.job import Advance, Job, Wake


def send_on(engine: Engine, message: Wake) -> None:
    """Publish the job, if it is there and still waits."""
    data = engine.documents.get(job_path(message.project_id, message.job_id))
    if data is None:
        return
    job = Job(**data)
    if job.state == "processing":
        advance = Advance(project_id=job.project_id, job_id=job.job_id)
        engine.queues.publish(topic(job.size), advance.model_dump())
