"""Requests that change content or stop work, and make nothing: scenes, order, takes, cancel, unpublish.

Each may be carried out twice: what was done is done again, and the request is answered last.
"""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, get_args

from functions.engine import after, requests
from functions.engine import content as contents
from functions.engine.commit import cancel_jobs
from functions.engine.dispatch import dispatch
from functions.engine.engine import (
    Engine,
    Plans,
    RequestPlan,
    Slot,
    plan_path,
    plans_path,
    project_path,
    request_path,
    share_path,
    slot_path,
    to_data,
)
from functions.engine.reconciling import Unreadable, reconcile
from functions.engine.rejection import Rejected
from functions.stores.documents import DELETE, Create, Data, Delete, FieldPath, Put, Transaction, Update
from functions.stores.files import NoSuchFile
from schemas import limits
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import Kind, Project, SceneContent
from schemas.request import CancelOptions, Outcome, ReorderOptions, Request, RequestKind, SetScenesOptions, TakeKind
from schemas.share import Share


def apply(engine: Engine, project: Project, request_id: str, request: Request) -> None:
    """Carry out a request that makes nothing, and say that it is completed. Rejected when it cannot be."""
    _HANDLERS[request.kind](engine, project, request_id, request)


def next_take(project: Project, content: FilmContent, scene_id: str | None, kind: Kind | None) -> FilmContent:
    """Choose the next take of a kind in the content. The old file stays."""
    if kind not in get_args(TakeKind) or (scene_id is None) != (kind == "music"):
        raise Rejected(
            "invalid_target",
            "A retake names a scene and one of composition, image, video or audio; or music without a scene.",
            "Set target.scene_id and target.kind.",
        )
    own = content.media if scene_id is None else content.scene(scene_id).media
    if getattr(own, str(kind), None) is not None:
        raise Rejected(
            "own_media", f"Your own {kind} is used here, of which there is one take.", "Take it out of `media` first."
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
    wanted = SetScenesOptions.model_validate(request.options).scenes
    named = [new.id for new in wanted if new.id]
    free = iter(contents.free_ids(len(wanted), {*project.scenes, *named}))
    scenes = tuple(
        SceneContent(id=new.id or next(free), scene_number=number, **new.model_dump(exclude={"id"}))
        for number, new in enumerate(wanted, 1)
    )
    contents.check_size(FilmContent.of(project).model_copy(update={"scenes": scenes}))
    if len(set(named)) < len(named):
        raise Rejected("duplicate_scene_id", "Two scenes have the same id.", "Give each scene its own id, or none.")

    def body(data: Data) -> dict[FieldPath, Any]:
        fields = contents.first_scenes(engine, data, scenes)
        taken = sorted({scene.id for scene in scenes} & set(data.get("scenes", {})))
        if taken:
            raise Rejected(
                "scene_id_taken", f"Scene ids are never reused: {', '.join(taken[:5])}.", "Choose other scene ids."
            )
        return fields

    _complete(engine, project.id, request_id, body)


def _delete_scene(engine: Engine, project: Project, request_id: str, request: Request) -> None:
    scene_id = request.target.scene_id
    if scene_id is None or scene_id not in project.scenes:
        raise Rejected("scene_not_found", "There is no such scene.", "Name a scene of this project.")
    name = f"scene:{scene_id}"

    def mark(transaction: Transaction) -> None:
        slot = Slot.model_validate(transaction.get(slot_path(project.id, name)) or {})
        transaction.write(
            Put(slot_path(project.id, name), to_data(slot.model_copy(update={"deleted": True}))),
            Update(project_path(project.id), {("scenes", scene_id, "deleted"): True}),
        )

    engine.documents.transact(mark)
    mine = engine.documents.query(
        f"projects/{project.id}/jobs", [("slot", "==", name), ("state", "in", ["queued", "processing"])]
    )
    _stop(engine, [Job.model_validate(found.data) for found in mine], "The scene was deleted.")
    _close(engine, project.id, request_id)


def _reorder(engine: Engine, project: Project, request_id: str, request: Request) -> None:
    ids = ReorderOptions.model_validate(request.options).scene_ids

    def body(data: Data) -> dict[FieldPath, Any]:
        known = [scene_id for scene_id, scene in data.get("scenes", {}).items() if not scene.get("deleted")]
        if sorted(ids) != sorted(known):
            raise Rejected("invalid_order", "The new order must name every scene once.", "Read the project again.")
        return {("scenes", scene_id, "scene_number"): number for number, scene_id in enumerate(ids, 1)}

    _complete(engine, project.id, request_id, body)


def _cancel(engine: Engine, project: Project, request_id: str, request: Request) -> None:
    """First nothing is planned any more for what is cancelled, then its jobs are stopped: so none comes after."""
    chosen = CancelOptions.model_validate(request.options).request_id
    opened = {found.id for found in _accepted(engine, project.id)}
    if chosen is not None and chosen not in opened:
        data = engine.documents.get(request_path(project.id, chosen))
        if data is None or data.get("status") != "cancelled":  # or an earlier delivery came as far as this
            raise Rejected(
                "request_not_open", f"There is no open request {chosen}.", "Look at the request's own status."
            )
    now = engine.now()
    fields: dict[FieldPath, Any] = {
        ("status",): "cancelled",
        ("updated_at",): now,
        ("code",): "cancelled",
        ("message",): "The request was cancelled.",
        ("suggested_action",): "Send a new request: what was made before is kept.",
    }
    doomed = [chosen] if chosen else sorted(opened)
    requests.close(engine, project.id, dict.fromkeys(doomed, fields), expected="accepted")
    live = engine.documents.query(f"projects/{project.id}/jobs", [("state", "in", ["queued", "processing"])])
    kept = _wanted(engine, project.id, [found.id for found in _accepted(engine, project.id)])
    gone = _wanted(engine, project.id, [chosen]) if chosen else {found.id for found in live}
    jobs = [Job.model_validate(found.data) for found in live if found.id in gone - kept]
    _stop(engine, jobs, "The request was cancelled.")
    _close(engine, project.id, request_id)


def _accepted(engine: Engine, project_id: str) -> list[Any]:
    return engine.documents.query(f"projects/{project_id}/requests", [("status", "==", "accepted")])


def _wanted(engine: Engine, project_id: str, request_ids: list[str]) -> set[str]:
    plans = engine.documents.get_all(plan_path(project_id, other) for other in request_ids)
    return {job_id for data in plans.values() for job_id in RequestPlan.model_validate(data).job_ids}


def _stop(engine: Engine, jobs: list[Job], reason: str) -> None:
    """Cancel jobs here and, where a vendor has them, there; and what builds on them."""
    dispatch(engine, release=after.all_cancelled(engine, cancel_jobs(engine, jobs, reason)))


def _unpublish(engine: Engine, project: Project, request_id: str, _request: Request) -> None:
    """Stop a publication that is being made, take the tokens away, and only then forget where they are."""
    making = engine.documents.query(
        f"projects/{project.id}/jobs", [("slot", "==", "publish"), ("state", "in", ["queued", "processing"])]
    )
    _stop(engine, [Job.model_validate(found.data) for found in making], "The film was unpublished.")
    while not _forget_share(engine, project.id):
        engine.log("published_meanwhile", {"project": project.id})
    gone: dict[FieldPath, Any] = {("publication", "published_at"): DELETE, ("publication", "share_id"): DELETE}
    _complete(engine, project.id, request_id, lambda _data: gone)


def _forget_share(engine: Engine, project_id: str) -> bool:
    """Take the tokens away, then forget the share; False when it was published again between the two."""
    share_slot = slot_path(project_id, "share")
    known = engine.documents.get(share_slot)
    if known is None:
        return True
    public = share_path(known["share_id"])
    data = engine.documents.get(public)
    for path in Share.model_validate(data).tokens if data else ():
        try:
            engine.files.set_token(path, None)
        except NoSuchFile:
            engine.log("file_gone", {"project": project_id, "path": path})

    def forget(transaction: Transaction) -> bool:
        found = transaction.get_all([share_slot, public])
        if found.get(public) != data:
            return False
        transaction.write(Delete(public))
        if found.get(share_slot) == known:
            transaction.write(Delete(share_slot))
        return True

    return engine.documents.transact(forget)


def _close(engine: Engine, project_id: str, request_id: str) -> None:
    """Complete a request that has stopped work, and say what state the project is in now."""
    answer: dict[FieldPath, Any] = {("status",): "completed", ("updated_at",): engine.now()}
    requests.close(engine, project_id, {request_id: answer | {("outcome",): to_data(Outcome())}}, expected="pending")


def _reconcile(engine: Engine, project: Project, request_id: str, _request: Request) -> None:
    """Make the project agree with its files; the report is the request's outcome."""
    try:
        report = reconcile(engine, project.id)
    except Unreadable as error:
        raise Rejected("invalid_project", str(error), "Tell the operator.") from error
    outcome = Outcome(report=report.model_dump(mode="json"))
    _complete(engine, project.id, request_id, lambda _data: {}, outcome)


def _complete(
    engine: Engine,
    project_id: str,
    request_id: str,
    changes: Callable[[Data], Mapping[FieldPath, Any]],
    outcome: Outcome | None = None,
) -> None:
    """Change the project and complete the request, in one commit, once."""
    paths = request_path(project_id, request_id), project_path(project_id), plans_path(project_id)

    def body(transaction: Transaction) -> None:
        found = transaction.get_all(paths)
        if paths[0] not in found or found[paths[0]].get("status") != "pending" or paths[1] not in found:
            return
        fields = changes(found[paths[1]])
        if fields:
            transaction.write(Update(paths[1], fields))
        plans = Plans(sequence=Plans.model_validate(found.get(paths[2], {})).sequence + 1)
        answer: dict[FieldPath, Any] = {("status",): "completed", ("updated_at",): engine.now()}
        answer[("outcome",)] = to_data(outcome or Outcome())
        transaction.write(Update(paths[0], answer), Put(paths[2], to_data(plans)))

    engine.documents.transact(body)


_HANDLERS: dict[RequestKind, Callable[[Engine, Project, str, Request], None]] = {
    "set_scenes": _set_scenes,
    "delete_scene": _delete_scene,
    "reorder": _reorder,
    "cancel": _cancel,
    "unpublish": _unpublish,
    "reconcile": _reconcile,
}
