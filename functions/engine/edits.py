"""Requests that change content or stop work, and make nothing: scenes, order, takes, cancel, unpublish."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from functions.engine import life
from functions.engine.commit import cancel_job
from functions.engine.dispatch import dispatch
from functions.engine.engine import (
    Engine,
    RequestPlan,
    Slot,
    job_path,
    plan_path,
    project_path,
    request_path,
    share_path,
    slot_path,
    to_data,
)
from functions.engine.rejection import Rejected
from functions.stores.documents import DELETE, Create, Data, Delete, FieldPath, Put, Transaction, Update
from schemas import limits
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import Kind, Project, SceneContent
from schemas.request import CancelOptions, Outcome, ReorderOptions, Request, RequestKind, SetScenesOptions, TakeKind
from schemas.share import Share


def apply(engine: Engine, project: Project, request_id: str, request: Request) -> None:
    """Carry out a request that makes nothing, and say that it is completed. Rejected when it cannot be."""
    _HANDLERS[request.kind](engine, project, request_id, request)


def write_scenes(engine: Engine, project_id: str, scenes: tuple[SceneContent, ...]) -> bool:
    """Write the first scenes of a project; False when it has scenes already."""
    path = project_path(project_id)

    def body(transaction: Transaction) -> bool:
        data = transaction.get(path)
        if data is None or any(not scene.get("deleted") for scene in data.get("scenes", {}).values()):
            return False
        transaction.write(Update(path, _new_scenes(engine, scenes)))
        return True

    return engine.documents.transact(body)


def next_take(project: Project, content: FilmContent, scene_id: str | None, kind: Kind | None) -> FilmContent:
    """Choose the next take of a kind in the content. The old file stays."""
    if kind not in get_args(TakeKind) or (scene_id is None) != (kind == "music"):
        raise Rejected(
            "invalid_target",
            "A retake names a scene and one of composition, image, video or audio; or music without a scene.",
            "Set target.scene_id and target.kind.",
        )
    made: Mapping[Any, int] = project.scenes[scene_id].takes_made if scene_id else project.takes_made
    take = made.get(kind, 0) + 1
    if take > limits.TAKES:
        raise Rejected("too_many_takes", f"At most {limits.TAKES} takes of one thing are kept.", "Choose one of them.")
    if scene_id is None:
        return content.model_copy(update={"takes": {**content.takes, kind: take}})
    scenes = tuple(
        scene.model_copy(update={"takes": {**scene.takes, kind: take}}) if scene.id == scene_id else scene
        for scene in content.scenes
    )
    return content.model_copy(update={"scenes": scenes})


def require_fit(scenes: Sequence[SceneContent]) -> None:
    """Reject more or longer scenes than a film may have: scene by scene, edits can add up to what no rule sees."""
    if len(scenes) > limits.SCENES:
        raise Rejected(
            "too_many_scenes",
            f"The film has {len(scenes)} scenes; at most {limits.SCENES} are allowed.",
            "Delete some scenes, or make two films.",
        )
    total = sum(scene.duration_seconds for scene in scenes)
    if total > limits.FILM_SECONDS_MAX:
        raise Rejected(
            "film_too_long",
            f"The scenes last {total:.0f} s together; at most {limits.FILM_SECONDS_MAX:.0f} s are allowed.",
            "Shorten some scenes, or make two films.",
        )


def share_id(engine: Engine, project_id: str) -> str:
    """The project's share id: random, made once, forgotten when the film is unpublished."""
    path = slot_path(project_id, "share")

    def body(transaction: Transaction) -> str:
        known = transaction.get(path)
        if known is not None:
            return str(known["share_id"])
        made = secrets.token_urlsafe(16)
        transaction.write(Create(path, {"share_id": made}))
        return made

    return engine.documents.transact(body)


def _set_scenes(engine: Engine, project: Project, request_id: str, request: Request) -> None:
    options = SetScenesOptions(**request.options)
    scenes = tuple(
        SceneContent(
            id=new.id or f"s{number}",
            scene_number=number,
            **new.model_dump(exclude={"id"}),
        )
        for number, new in enumerate(options.scenes, 1)
    )
    if project.film_scenes():
        raise Rejected("scenes_exist", "The project has scenes already.", "Edit them, or delete them first.")
    if len({scene.id for scene in scenes}) < len(scenes):
        raise Rejected("duplicate_scene_id", "Two scenes have the same id.", "Give each scene its own id, or none.")
    taken = sorted({scene.id for scene in scenes} & set(project.scenes))
    if taken:
        raise Rejected(
            "scene_id_taken", f"Scene ids are never reused: {', '.join(taken[:5])}.", "Choose other scene ids."
        )
    require_fit(scenes)

    def body(data: Data) -> dict[FieldPath, Any]:
        if any(not scene.get("deleted") for scene in data.get("scenes", {}).values()):
            raise Rejected("scenes_exist", "The project has scenes already.", "Edit them, or delete them first.")
        return _new_scenes(engine, scenes)

    _complete(engine, project.id, request_id, body)


def _new_scenes(engine: Engine, scenes: tuple[SceneContent, ...]) -> dict[FieldPath, Any]:
    now = engine.now()
    fields: dict[FieldPath, Any] = {
        ("scenes", scene.id): {**to_data(scene), "deleted": False, "takes_made": {}, "assets": {}} for scene in scenes
    }
    fields[("updated_at",)] = now
    fields[("stats",)] = {"total_scenes": len(scenes), "completed_scenes": 0, "last_activity": now}
    return fields


def _delete_scene(engine: Engine, project: Project, request_id: str, request: Request) -> None:
    scene_id = request.target.scene_id
    scene = project.scenes.get(scene_id or "")
    if scene_id is None or scene is None or scene.deleted:
        raise Rejected("scene_not_found", "There is no such scene.", "Name a scene of this project.")
    name = f"scene:{scene_id}"

    def mark(transaction: Transaction) -> None:
        slot = Slot(**(transaction.get(slot_path(project.id, name)) or {}))
        transaction.write(
            Put(slot_path(project.id, name), to_data(slot.model_copy(update={"deleted": True}))),
            Update(project_path(project.id), {("scenes", scene_id, "deleted"): True}),
        )

    engine.documents.transact(mark)
    for found in engine.documents.query(f"projects/{project.id}/jobs", [("slot", "==", name)]):
        job = Job(**found.data)
        if job.state not in life.TERMINAL:
            _stop(engine, job, "The scene was deleted.")
    left = sum(not other.deleted for other in project.scenes.values()) - 1
    stats = {"total_scenes": left, "last_activity": engine.now()}
    _complete(engine, project.id, request_id, lambda _data: {("stats", name): value for name, value in stats.items()})


def _reorder(engine: Engine, project: Project, request_id: str, request: Request) -> None:
    ids = ReorderOptions(**request.options).scene_ids
    known = [scene.id for scene in project.film_scenes()]
    if sorted(ids) != sorted(known):
        raise Rejected("invalid_order", "The new order must name every scene once.", "Read the project again.")
    _complete(
        engine,
        project.id,
        request_id,
        lambda _data: {("scenes", scene_id, "scene_number"): number for number, scene_id in enumerate(ids, 1)},
    )


def _cancel(engine: Engine, project: Project, request_id: str, request: Request) -> None:
    chosen = CancelOptions(**request.options).request_id
    accepted = engine.documents.query(f"projects/{project.id}/requests", [("status", "==", "accepted")])
    ids = {found.id for found in accepted}
    doomed = {chosen} if chosen else ids
    if chosen is not None and chosen not in ids and not _is_cancelled(engine, project.id, chosen):
        raise Rejected("request_not_open", f"There is no open request {chosen}.", "Look at the request's own status.")
    plans: dict[str, RequestPlan] = {}
    for other in ids | doomed:
        data = engine.documents.get(plan_path(project.id, other))
        if data is not None:
            plans[other] = RequestPlan(**data)
    kept = {job_id for other, frozen in plans.items() if other not in doomed for job_id in frozen.job_ids}
    wanted = {job_id for other in doomed & plans.keys() for job_id in plans[other].job_ids} - kept
    for data in engine.documents.get_all(job_path(project.id, job_id) for job_id in sorted(wanted)).values():
        job = Job(**data)
        if job.state not in life.TERMINAL:
            _stop(engine, job, "The request was cancelled.")
    for other in sorted(doomed):  # after their jobs: when this is cut short, the next delivery finds them still open
        _end_cancelled(engine, project.id, other)
    _complete(engine, project.id, request_id, lambda _data: {("status",): "draft"} if ids <= doomed else {})
    dispatch(engine, release=wanted)


def _is_cancelled(engine: Engine, project_id: str, request_id: str) -> bool:
    """Whether a request was cancelled before, by an earlier delivery of the same cancel request or by another."""
    data = engine.documents.get(request_path(project_id, request_id))
    return data is not None and data.get("status") == "cancelled"


def _end_cancelled(engine: Engine, project_id: str, request_id: str) -> None:
    path = request_path(project_id, request_id)
    fields: dict[FieldPath, Any] = {
        ("status",): "cancelled",
        ("updated_at",): engine.now(),
        ("code",): "cancelled",
        ("message",): "The request was cancelled.",
        ("suggested_action",): "Send a new request: what was made before is kept.",
    }

    def body(transaction: Transaction) -> None:
        data = transaction.get(path)
        if data is not None and data.get("status") == "accepted":
            transaction.write(Update(path, fields))

    engine.documents.transact(body)


def _stop(engine: Engine, job: Job, reason: str) -> None:
    """Cancel a job here and, where a vendor has it, there."""
    if cancel_job(engine, job, reason) and job.provider_job_id and job.provider:
        engine.providers[job.provider].cancel(job.provider_job_id)


def _unpublish(engine: Engine, project: Project, request_id: str, _request: Request) -> None:
    share_id = project.publication.share_id
    data = engine.documents.get(share_path(share_id)) if share_id else None
    if data is not None:
        share = Share(**data)
        engine.documents.commit([Delete(share_path(share.share_id)), Delete(slot_path(project.id, "share"))])
        for path in share.tokens:
            engine.files.set_token(path, None)
    gone: dict[FieldPath, Any] = {("publication", "published_at"): DELETE, ("publication", "share_id"): DELETE}
    _complete(engine, project.id, request_id, lambda _data: gone)


def _complete(
    engine: Engine, project_id: str, request_id: str, changes: Callable[[Data], Mapping[FieldPath, Any]]
) -> None:
    """Change the project and complete the request, in one commit, once."""
    paths = request_path(project_id, request_id), project_path(project_id)

    def body(transaction: Transaction) -> None:
        found = transaction.get_all(paths)
        if paths[0] not in found or found[paths[0]].get("status") != "pending" or paths[1] not in found:
            return
        fields = changes(found[paths[1]])
        if fields:
            transaction.write(Update(paths[1], fields))
        answer: dict[FieldPath, Any] = {("status",): "completed", ("updated_at",): engine.now()}
        transaction.write(Update(paths[0], {**answer, ("outcome",): to_data(Outcome())}))

    engine.documents.transact(body)


_HANDLERS: dict[RequestKind, Callable[[Engine, Project, str, Request], None]] = {
    "set_scenes": _set_scenes,
    "delete_scene": _delete_scene,
    "reorder": _reorder,
    "cancel": _cancel,
    "unpublish": _unpublish,
}
