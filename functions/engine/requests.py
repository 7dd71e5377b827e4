"""A request's end: what came of it, and what state its project is in then, in one commit."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from functions.engine.engine import Engine, Plans, RequestPlan, plans_path, project_path, request_path, to_data
from functions.engine.rejection import Rejected
from functions.stores.documents import Contention, FieldPath, NotFound, Put, TooLarge, Transaction, Update
from schemas.job import Job
from schemas.project import Project, ProjectStatus
from schemas.request import Outcome, RequestStatus

_TRIES = 10


@dataclass(frozen=True)
class Bad:
    """Why a request did not succeed."""

    status: RequestStatus
    code: str
    message: str
    suggested_action: str = "Send a new produce request: what succeeded is kept, only the rest is made again."

    @classmethod
    def of(cls, job: Job) -> "Bad":
        """A job that it waited for has failed or was cancelled."""
        status: RequestStatus = "cancelled" if job.error_code == "cancelled" else "failed"
        return cls(status, job.error_code or "failed", job.error_message or f"The {job.kind} could not be made.")

    @classmethod
    def why(cls, rejected: Rejected) -> "Bad":
        """It was accepted, and then could not go on."""
        return cls("failed", rejected.code, rejected.message, rejected.suggested_action)


def end(
    engine: Engine,
    project_id: str,
    request_id: str,
    frozen: RequestPlan,
    *,
    bad: Bad | None = None,
    share_id: str | None = None,
) -> None:
    """End an accepted request. Does nothing for one that has ended."""
    outcome = Outcome(jobs=frozen.made, reused=frozen.reused, cached=frozen.made == 0, share_id=share_id)
    fields: dict[FieldPath, Any] = {("updated_at",): engine.now(), ("outcome",): to_data(outcome)}
    if bad is None:
        fields[("status",)] = "completed"
    else:
        fields |= {
            ("status",): bad.status,
            ("code",): bad.code,
            ("message",): bad.message,
            ("suggested_action",): bad.suggested_action,
        }
    if close(engine, project_id, {request_id: fields}, expected="accepted", failed=bad is not None):
        engine.log("request_ended", {"project": project_id, "request": request_id, "status": fields[("status",)]})


def close(
    engine: Engine,
    project_id: str,
    answers: dict[str, dict[FieldPath, Any]],
    *,
    expected: RequestStatus,
    failed: bool = False,
) -> bool:
    """Answer requests and write their project's status in one commit; leaves alone those that were answered before.

    So whoever sees that a request has ended finds the project as it left it. Gives whether any was answered.
    """
    plans_doc, paths = plans_path(project_id), {name: request_path(project_id, name) for name in answers}
    has_room = True
    for _ in range(_TRIES):
        known = engine.documents.get(plans_doc)
        state = _state(engine, project_id, ending=answers, failed=failed) if has_room else {}

        def body(transaction: Transaction) -> int | None:
            found = transaction.get_all([plans_doc, *paths.values()])
            if found.get(plans_doc) != known:  # noqa: B023  (the transaction ends before the loop goes on)
                return None
            ending = [name for name, path in paths.items() if found.get(path, {}).get("status") == expected]
            if ending:
                plans = Plans(sequence=Plans.model_validate(found.get(plans_doc, {})).sequence + 1)
                transaction.write(Put(plans_doc, to_data(plans)))
                transaction.write(*(Update(paths[name], answers[name]) for name in ending))
                if state:  # noqa: B023
                    transaction.write(Update(project_path(project_id), state))  # noqa: B023
            return len(ending)

        try:
            answered = engine.documents.transact(body)
        except (NotFound, TooLarge) as error:
            engine.log("view_failed", {"project": project_id, "error": str(error)})
            has_room = isinstance(error, NotFound)
            continue
        if answered is not None:
            return answered > 0
    raise Contention(f"requests of {project_id} end again and again")


def _state(engine: Engine, project_id: str, *, ending: Collection[str], failed: bool) -> dict[FieldPath, Any]:
    """The project's status and counts, from its clips in Storage, when some requests have ended."""
    data = engine.documents.get(project_path(project_id))
    try:
        project = Project.model_validate(data) if data else None
    except ValidationError as error:
        engine.log("project_invalid", {"project": project_id, "error": str(error)})
        return {}
    if project is None:
        return {}
    scenes = project.film_scenes()
    stored = {info.path for info in engine.files.list(f"projects/{project_id}/scenes/") if info.size}
    there = sum(scene.assets.video_path in stored for scene in scenes)
    accepted = engine.documents.query(f"projects/{project_id}/requests", [("status", "==", "accepted")])
    status: ProjectStatus = "draft"
    if scenes and there == len(scenes):
        status = "ready"
    elif any(found.id not in ending for found in accepted):
        status = "generating"
    elif scenes and there == 0 and failed:
        status = "error"
    now = engine.now()
    return {
        ("status",): status,
        ("updated_at",): now,
        ("stats",): {"total_scenes": len(scenes), "completed_scenes": there, "last_activity": now},
    }
