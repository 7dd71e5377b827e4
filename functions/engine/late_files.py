"""A file has arrived in Storage. If the job that made it knows of it, that is all; else its project is reconciled."""

import re

from pydantic import BaseModel, ConfigDict, Field

from functions.engine import life
from functions.engine.engine import Engine, job_path
from functions.engine.reconciling import Unreadable, reconcile
from schemas.job import Job

_PATH = re.compile(r"projects/([a-z][a-z0-9_]{0,31})/[^/]+/.+")
_JOB = re.compile(r"j[0-9a-f]{31}")


class StoredObject(BaseModel):
    """What Cloud Storage says of an object (its JSON API's resource); of which we need little."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    metadata: dict[str, str] = Field(default_factory=dict)


def arrived(engine: Engine, stored: StoredObject) -> None:
    """Reconcile the project of a file that came when its job had ended, or when nobody was at it any more."""
    place, job_id = _PATH.fullmatch(stored.name), stored.metadata.get("job", "")
    if place is None or not _JOB.fullmatch(job_id):
        return  # not one of ours
    data = engine.documents.get(job_path(place[1], job_id))
    job = Job.model_validate(data) if data is not None else None
    if job is not None and _knows(engine, job, stored.name):
        return
    try:
        reconcile(engine, place[1])
    except Unreadable as error:
        engine.log("late_file", {"path": stored.name, "reason": str(error)})


def _knows(engine: Engine, job: Job, path: str) -> bool:
    """Whether the job has recorded the file, or somebody is at it and will."""
    if job.state in life.TERMINAL:
        return any(file.path == path for file in job.files)
    return job.lease_until is not None and job.lease_until > engine.now()
