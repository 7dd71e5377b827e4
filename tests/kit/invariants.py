"""What must hold whatever has gone wrong, read through any document store: jobs, money, places and the view."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from functions.engine import life
from functions.engine.dispatch import FLIGHTS_PATH, Flights
from functions.engine.engine import Engine, RequestPlan, Slot, plan_path, project_path, slot_path
from functions.plan import plan
from functions.reconcile import timeless
from functions.stores.documents import Data, Documents, value_at
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import Project
from tests.simulation.oracle import charges

ENDED = frozenset({"rejected", "completed", "failed", "cancelled"})
"""The states that a request stays in."""
_RANK = {"queued": 0, "processing": 1, "completed": 2, "failed": 2, "cancelled": 2}


def jobs_of(documents: Documents, project_id: str) -> list[Job]:
    """All jobs of a project."""
    return [Job.model_validate(found.data) for found in documents.query(f"projects/{project_id}/jobs")]


def job_went_back(old: Data, new: Data) -> str | None:
    """How a job's later state contradicts an earlier one; None when it does not."""
    before, after = old["state"], new["state"]
    if _RANK[before] > _RANK[after] or (before in life.TERMINAL and before != after):
        return f"{before} became {after}"
    if old["fence"] > new["fence"]:
        return f"fence {old['fence']} became {new['fence']}"
    return None


def scenes_risen(old: Data, new: Data) -> list[str]:
    """Scenes of a project that were deleted and have changed since."""
    return [
        scene_id
        for scene_id, scene in old.get("scenes", {}).items()
        if scene.get("deleted") and new.get("scenes", {}).get(scene_id) != scene
    ]


def restless(documents: Documents, project_id: str) -> list[str]:
    """Jobs and requests of a project that have not ended, with the state they are in."""
    jobs = [
        f"{found.path}: {found.data['state']}"
        for found in documents.query(f"projects/{project_id}/jobs")
        if found.data["state"] not in life.TERMINAL or found.data["view_pending"]
    ]
    requests = [
        f"{found.path}: {found.data['status']}"
        for found in documents.query(f"projects/{project_id}/requests")
        if found.data["status"] not in ENDED
    ]
    return jobs + requests


def lost_jobs(documents: Documents, project_id: str) -> list[str]:
    """Ids of jobs that a request was promised and that are not there."""
    requests = documents.query(f"projects/{project_id}/requests")
    plans = documents.get_all(plan_path(project_id, found.id) for found in requests)
    promised = {job_id for data in plans.values() for job_id in RequestPlan.model_validate(data).job_ids}
    return sorted(promised - {job.job_id for job in jobs_of(documents, project_id)})


def charged_twice(jobs: Iterable[Job], vendors: Iterable[Any]) -> list[str]:
    """What was paid for twice, or paid for and not owned up to, by the same account as in the simulation.

    Double is the same call billed twice, or the same thing (place and inputs) bought and used twice from one vendor.
    """
    known = {job.job_id: job for job in jobs}
    problems = []
    for vendor in vendors:
        problems += [f"{vendor.id}: {call_id} {times} times" for call_id, times in vendor.billed.items() if times > 1]
        used: Counter[str] = Counter()
        for charge in charges(vendor, known):
            if charge.became == "unexplained":
                problems.append(f"unexplained: {charge}")
            if charge.became == "used":
                used[f"{charge.job.project_id} {charge.job.slot} {charge.job.input_hash}"] += 1
        problems += [f"{vendor.id} made {place} {times} times" for place, times in used.items() if times > 1]
    return problems


def occupied(documents: Documents, project_ids: Iterable[str]) -> list[str]:
    """Places that are still held when all work has ended: among what is in flight, and the slots of projects."""
    flights = Flights.model_validate(documents.get(FLIGHTS_PATH) or {}).in_flight
    held = [f"in flight: {job_id}" for job_id in flights]
    for project_id in project_ids:
        for found in documents.query(f"projects/{project_id}/slots"):
            if found.id not in {"plans", "share"} and Slot.model_validate(found.data).current:
                held.append(found.path)
    return held


def wrong_views(documents: Documents, project_id: str) -> list[str]:
    """Scenes that show something else than the job which their slot says they show."""
    data = documents.get(project_path(project_id))
    assert data is not None, project_id
    jobs = {job.job_id: job for job in jobs_of(documents, project_id)}
    wrong = []
    for scene in Project.model_validate(data).scenes.values():
        slot = Slot.model_validate(documents.get(slot_path(project_id, f"scene:{scene.id}")) or {})
        if slot.shown is None or slot.deleted:
            continue
        job, shown = jobs[slot.shown], scene.active_job
        seen = (shown.job_id, shown.type, shown.status, shown.progress, shown.error_message) if shown else None
        if seen != (job.job_id, job.kind, job.state, job.progress, job.error_message):
            wrong.append(f"{project_id} {scene.id}: {seen}, and the job is {job.state}")
    return wrong


def film_faults(engine: Engine, project_id: str) -> list[str]:
    """What is missing, a placeholder or shown wrongly of a film that has been produced."""
    data = engine.documents.get(project_path(project_id))
    assert data is not None, project_id
    project = Project.model_validate(data)
    existing = {info.path: info for info in engine.files.list(f"projects/{project_id}/")}
    faults = []
    for node in plan(FilmContent.of(project), engine.steps, existing, heal=False).values():
        if node.asset is None or node.asset.degraded is not None:
            faults.append(f"{node.name}: {'missing' if node.asset is None else 'a placeholder'}")
            continue
        for path, value in engine.steps[node.kind].view(node.asset).items():
            if path[-1] != "generated_at" and timeless(value_at(data, path)) != timeless(value):
                faults.append(f"{node.name}: {path} is {value_at(data, path)}")
    count = len(project.film_scenes())
    if project.status != "ready" or project.stats is None or project.stats.completed_scenes != count:
        faults.append(f"the project is {project.status}, {project.stats}")
    return faults
