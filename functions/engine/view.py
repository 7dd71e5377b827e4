"""The project document as the view of jobs: which fields a job's change sets. Pure."""

from collections.abc import Mapping
from typing import Any

from functions.engine.engine import Slot
from functions.steps.step import Asset, Step, Where
from functions.stores.documents import FieldPath
from schemas.job import Job
from schemas.project import Kind

ROOTS: dict[Kind, str] = {
    "storyboard": "storyboard",
    "moods": "moods",
    "music": "music",
    "soundtrack": "soundtrack",
    "film": "film",
    "publish": "publication",
}
"""Where a project-level job shows itself."""


def where_of(job: Job) -> Where:
    """The place of a job in the film."""
    if job.slot.startswith("scene:"):
        return Where(job.scene_id)
    return Where(*job.slot.split(":")[1:])


def active_job_path(job: Job) -> FieldPath | None:
    """Where the job is shown; None for cards and transitions, which are nobody's own."""
    if job.kind == "export":
        return ("exports", str(where_of(job).scene_id), "active_job")
    if job.slot.startswith("scene:"):
        return ("scenes", str(job.scene_id), "active_job")
    root = ROOTS.get(job.kind)
    return (root, "active_job") if root else None


def shows(job: Job, slot: Slot) -> bool:
    """Whether the job may show itself: the slot shows it, and the scene was not deleted."""
    return slot.shown == job.job_id and not slot.deleted


def job_view(job: Job, slot: Slot) -> dict[FieldPath, Any]:
    """Show the whole job, if it is the one that is shown."""
    path = active_job_path(job)
    if path is None or not shows(job, slot):
        return {}
    return {
        path: {
            "job_id": job.job_id,
            "type": job.kind,
            "status": job.state,
            "progress": job.progress,
            "started_at": job.started_at or job.created_at,
            "last_update": job.updated_at,
            "error_message": job.error_message,
        }
    }


def progress_view(job: Job, slot: Slot) -> dict[FieldPath, Any]:
    """Show only how far it is."""
    path = active_job_path(job)
    if path is None or not shows(job, slot):
        return {}
    return {(*path, "progress"): job.progress, (*path, "last_update"): job.updated_at}


def asset_of(job: Job, step: Step) -> Asset:
    """The asset that a completed job made."""
    prefix = step.prefix(job.project_id, where_of(job))
    base = f"{prefix}{job.key}"
    extras = {file.path.rsplit(job.key, 1)[-1]: file.path for file in job.files}
    return Asset(
        kind=job.kind,
        where=where_of(job),
        path=f"{base}{step.suffix}",
        facts=job.facts,
        extras=extras,
        degraded=job.degraded,
        note=job.facts.get("note"),
        made_at=job.ended_at,
    )


def finished_view(job: Job, slot: Slot, steps: Mapping[Kind, Step]) -> dict[FieldPath, Any]:
    """Show a completed job and, unless a later plan owns the view or the scene was deleted, what it made."""
    fields = job_view(job, slot)
    if job.sequence >= slot.plans.get(job.kind, 0) and not slot.deleted:
        fields |= steps[job.kind].view(asset_of(job, steps[job.kind]))
    return fields


def whole_view(job: Job, slot: Slot, steps: Mapping[Kind, Step]) -> dict[FieldPath, Any]:
    """Show a job in whatever state it is."""
    return finished_view(job, slot, steps) if job.state == "completed" else job_view(job, slot)
