"""A request's end: when its last job has ended, it says what came of it; and the project says what state it is in."""

from collections.abc import Iterable
from typing import Any

from functions.engine import life
from functions.engine.engine import (
    Engine,
    RequestPlan,
    job_path,
    plan_path,
    project_path,
    request_path,
    to_data,
)
from functions.plan import plan
from functions.stores.documents import FieldPath, NotFound, Transaction, Update
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import ProjectStatus
from schemas.request import Outcome, Request


def settle(engine: Engine, project_id: str, request_ids: Iterable[str]) -> None:
    """End the requests whose waited-for jobs have all ended; or take them to their next stage."""
    from functions.engine import admission

    for request_id in request_ids:
        data = engine.documents.get(plan_path(project_id, request_id))
        if data is None:
            continue
        frozen = RequestPlan(**data)
        found = engine.documents.get_all(job_path(project_id, job_id) for job_id in frozen.waiting_for)
        jobs = [Job(**job) for job in found.values()]
        if len(jobs) < len(frozen.waiting_for) or any(job.state not in life.TERMINAL for job in jobs):
            continue
        bad = [job for job in jobs if job.state != "completed"]
        if bad:
            _end(engine, project_id, request_id, frozen, bad[0])
        elif admission.is_last_stage(frozen.stage):
            _end(engine, project_id, request_id, frozen, None, share_id=_share_id(jobs))
        else:
            admission.next_stage(engine, project_id, request_id, frozen, jobs)


def _end(
    engine: Engine,
    project_id: str,
    request_id: str,
    frozen: RequestPlan,
    bad: Job | None,
    *,
    share_id: str | None = None,
) -> None:
    outcome = Outcome(
        jobs=frozen.made,
        reused=frozen.reused,
        cached=frozen.made == 0,
        share_id=share_id,
    )
    fields: dict[FieldPath, Any] = {("updated_at",): engine.now(), ("outcome",): to_data(outcome)}
    if bad is None:
        fields[("status",)] = "completed"
    else:
        fields |= {
            ("status",): "cancelled" if bad.error_code == "cancelled" else "failed",
            ("code",): bad.error_code or "failed",
            ("message",): bad.error_message or f"The {bad.kind} could not be made.",
            ("suggested_action",): "Send a new produce request: what succeeded is kept, only the rest is made again.",
        }

    def body(transaction: Transaction) -> bool:
        request = transaction.get(request_path(project_id, request_id))
        if request is None or Request(**request).status != "accepted":
            return False
        transaction.write(Update(request_path(project_id, request_id), fields))
        return True

    data = engine.documents.get(request_path(project_id, request_id))
    if data is None or data.get("status") != "accepted":
        return
    # whoever sees that the request has ended finds the project as it left it, so that is written first
    others = show_status(engine, project_id, frozen.content, failed=bad is not None, ending=request_id)
    if engine.documents.transact(body):
        if others:  # they may have ended meanwhile, and have left the last word to this one
            show_status(engine, project_id, frozen.content, failed=bad is not None)
        engine.log("request_ended", {"project": project_id, "request": request_id, "status": fields[("status",)]})


def show_status(
    engine: Engine, project_id: str, content: FilmContent, *, failed: bool, ending: str | None = None
) -> bool:
    """Write the project's status and stats from what exists in Storage; tells whether other requests are at work.

    `ending` is a request that is about to end, and counts as ended.
    """
    existing = {info.path: info for info in engine.files.list(f"projects/{project_id}/")}
    nodes = plan(content, engine.steps, existing, heal=False)
    clips = [node for node in nodes.values() if node.kind == "video"]
    there = sum(node.asset is not None for node in clips)
    accepted = engine.documents.query(f"projects/{project_id}/requests", [("status", "==", "accepted")], limit=2)
    busy = any(found.id != ending for found in accepted)
    status: ProjectStatus = "draft"
    if clips and there == len(clips):
        status = "ready"
    elif busy:
        status = "generating"
    elif clips and there == 0 and failed:
        status = "error"
    now = engine.now()
    fields: dict[FieldPath, Any] = {
        ("status",): status,
        ("updated_at",): now,
        ("stats",): {"total_scenes": len(content.scenes), "completed_scenes": there, "last_activity": now},
    }
    try:
        engine.documents.commit([Update(project_path(project_id), fields)])
    except NotFound:
        engine.log("project_gone", {"project": project_id})
    return busy


def _share_id(jobs: list[Job]) -> str | None:
    return next((str(job.facts["share_id"]) for job in jobs if "share_id" in job.facts), None)
