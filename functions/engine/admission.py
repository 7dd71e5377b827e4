"""Admission: a request is checked, frozen, planned, and turned into jobs; or rejected with a code and a sentence."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError

from functions.engine import content as contents
from functions.engine import edits, jobs, planning
from functions.engine.engine import Engine, project_path, request_path
from functions.engine.rejection import Rejected, from_validation, no_project, no_room
from functions.stores.documents import Contention, FieldPath, NotFound, TooLarge, Transaction, Update
from schemas.content import FilmContent
from schemas.project import Project
from schemas.request import OPTIONS, GenerateKind, NoOptions, Request

_TRIES = 5


def admit(engine: Engine, project_id: str, request_id: str) -> None:
    """Admit a pending request. Does nothing for one that was answered before.

    Raises:
        Contention: others were quicker again and again; may be tried again.
    """
    for _ in range(_TRIES):
        data = engine.documents.get(request_path(project_id, request_id))
        if data is None or data.get("status") != "pending":
            return
        try:
            _admit(engine, project_id, request_id, data)
            return
        except jobs.Outdated:
            continue
        except Rejected as rejected:
            reject(engine, project_id, request_id, rejected)
            return
        except NotFound:
            reject(engine, project_id, request_id, no_project())
            return
        except TooLarge:
            reject(engine, project_id, request_id, no_room())
            return
    raise Contention(f"{request_id} was overtaken again and again")


def _admit(engine: Engine, project_id: str, request_id: str, data: Mapping[str, Any]) -> None:
    request = _parse(data)
    project = _project(engine, project_id, request)
    if request.kind not in planning.STAGES:
        edits.apply(engine, project, request_id, request)
        return
    content = FilmContent.of(project).model_copy(update={"step_versions": _versions(engine, project)})
    contents.check_size(content)
    content = _aimed(engine, project, content, request)
    case = jobs.Case(engine, project_id, request_id, request, content)
    planning.start(case, planning.STAGES[request.kind])


def reject(engine: Engine, project_id: str, request_id: str, rejected: Rejected) -> None:
    """Answer a pending request with `rejected`."""
    path = request_path(project_id, request_id)

    def body(transaction: Transaction) -> None:
        data = transaction.get(path)
        if data is not None and data.get("status") == "pending":
            fields: dict[FieldPath, Any] = {
                ("status",): "rejected",
                ("code",): rejected.code,
                ("message",): rejected.message,
                ("suggested_action",): rejected.suggested_action,
                ("updated_at",): engine.now(),
            }
            transaction.write(Update(path, fields))

    engine.documents.transact(body)
    engine.log("request_rejected", {"project": project_id, "request": request_id, "code": rejected.code})


def _parse(data: Mapping[str, Any]) -> Request:
    try:
        request = Request.model_validate(data)
        OPTIONS.get(request.kind, NoOptions).model_validate(request.options)
    except ValidationError as error:
        raise from_validation("invalid_request", error) from error
    return request


def _project(engine: Engine, project_id: str, request: Request) -> Project:
    data = engine.documents.get(project_path(project_id))
    if data is None:
        raise no_project()
    try:
        project = Project.model_validate(data)
    except ValidationError as error:
        raise from_validation("invalid_project", error) from error
    if project.user_id != request.created_by:
        raise Rejected("forbidden", "Only the project's owner may ask for this.", "Ask the owner.")
    return project


def _versions(engine: Engine, project: Project) -> dict[Any, int]:
    """The step versions the project is pinned to; those it has never met are pinned to today's."""
    return {kind: step.version for kind, step in engine.steps.items()} | dict(project.step_versions)


def _aimed(engine: Engine, project: Project, content: FilmContent, request: Request) -> FilmContent:
    """Check the target; for a retake, choose the next take."""
    scene_id, kind = request.target.scene_id, request.target.kind
    if scene_id is not None and scene_id not in {scene.id for scene in content.scenes}:
        raise Rejected("scene_not_found", f"There is no scene {scene_id}.", "Name a scene of this project.")
    if request.kind == "storyboard" and content.scenes:
        raise Rejected("scenes_exist", "The project has scenes already.", "Edit them, or delete them first.")
    if request.kind == "generate" and not content.scenes:
        raise Rejected(
            "no_scenes", "The project has no scenes yet.", "Send a storyboard or a set_scenes request first."
        )
    if request.kind in {"generate", "retake"} and content.mood is None:
        raise Rejected("no_mood", "No mood is selected yet.", "Select a mood, or send a produce request.")
    if request.kind == "generate" and kind not in get_args(GenerateKind):
        raise Rejected(
            "invalid_target", "A generate request names the kind to make.", "Set target.kind, such as image."
        )
    if request.kind == "retake":
        return edits.next_take(project, content, scene_id, kind)
    if request.kind == "publish":
        return content.model_copy(update={"share_id": edits.share_id(engine, project.id)})
    return content
