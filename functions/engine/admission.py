"""Admission: a request is checked, frozen, planned, and turned into jobs; or rejected with a code and a sentence."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from functions.engine import edits, jobs, requests
from functions.engine.commit import cancel_job
from functions.engine.dispatch import dispatch
from functions.engine.engine import Engine, RequestPlan, job_path, plan_path, project_path, request_path
from functions.engine.rejection import Rejected, from_validation
from functions.plan import Node, plan
from functions.steps.step import Where
from functions.stores.documents import Transaction, Update
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import Mood, Project, SceneContent
from schemas.request import OPTIONS, NoOptions, Request, RequestKind

_STAGES: dict[RequestKind, tuple[str, ...]] = {
    "moods": ("moods",),
    "storyboard": ("moods", "storyboard"),
    "produce": ("moods", "storyboard", "final"),
    "publish": ("moods", "storyboard", "final"),
    "generate": ("final",),
    "retake": ("final",),
}
"""What planned requests go through; a stage that the content has no need of is skipped."""


def admit(engine: Engine, project_id: str, request_id: str) -> None:
    """Admit a pending request. Does nothing for one that was answered before."""
    data = engine.documents.get(request_path(project_id, request_id))
    if data is None or data.get("status") != "pending":
        return
    try:
        request = _parse(data)
        project = _project(engine, project_id, request)
        if request.kind in _STAGES:
            content = FilmContent.of(project).model_copy(update={"step_versions": _versions(engine, project)})
            edits.require_fit(content.scenes)
            content = _aimed(engine, project, content, request)
            _start(jobs.Case(engine, project_id, request_id, request, content), _STAGES[request.kind])
        else:
            edits.apply(engine, project, request_id, request)
    except Rejected as rejected:
        _reject(engine, project_id, request_id, rejected)


def is_last_stage(stage: str) -> bool:
    """Whether nothing follows the stage."""
    return not stage.endswith(">")


def next_stage(engine: Engine, project_id: str, request_id: str, frozen: RequestPlan, _jobs: list[Job]) -> None:
    """Go on with a request whose moods or storyboard have been made: the result becomes content."""
    data = engine.documents.get(request_path(project_id, request_id))
    if data is None or data.get("status") != "accepted":
        return
    request = Request(**data)
    stage = frozen.stage.removesuffix(">")
    node = plan(frozen.content, engine.steps, _existing(engine, project_id), targets=[stage], heal=False)[stage]
    content = _with_result(engine, frozen.content, node)
    rest = _STAGES[request.kind][_STAGES[request.kind].index(stage) + 1 :]
    _start(jobs.Case(engine, project_id, request_id, request, content, prior=frozen), rest)


def replan_open(engine: Engine, project_id: str) -> None:
    """Plan the open requests of a project again, because a placeholder has changed the addresses that build on it."""
    asked: set[str] = set()
    for request_id, request, frozen in _open(engine, project_id):
        asked |= set(frozen.job_ids)
        _plan_stage(jobs.Case(engine, project_id, request_id, request, frozen.content, prior=frozen), frozen.stage)
    wanted = {job_id for _, _, frozen in _open(engine, project_id) for job_id in frozen.wanted}
    for data in engine.documents.get_all(job_path(project_id, job_id) for job_id in sorted(asked - wanted)).values():
        job = Job(**data)
        if job.state == "queued":
            cancel_job(engine, job, "A placeholder took the place of what it builds on.", "superseded")


def _open(engine: Engine, project_id: str) -> list[tuple[str, Request, RequestPlan]]:
    accepted = engine.documents.query(f"projects/{project_id}/requests", [("status", "==", "accepted")])
    plans = engine.documents.get_all(plan_path(project_id, found.id) for found in accepted)
    return [
        (found.id, Request(**found.data), RequestPlan(**plans[plan_path(project_id, found.id)]))
        for found in accepted
        if plan_path(project_id, found.id) in plans
    ]


def is_behind(engine: Engine, project_id: str, frozen: RequestPlan) -> bool:
    """Whether a placeholder was taken that the plan does not know of yet."""
    return jobs.taken_placeholders(engine, project_id, frozen).items() - frozen.accepted.items() != set()


def _parse(data: Mapping[str, Any]) -> Request:
    try:
        request = Request(**data)
        OPTIONS.get(request.kind, NoOptions)(**request.options)
    except ValidationError as error:
        raise from_validation("invalid_request", error) from error
    return request


def _project(engine: Engine, project_id: str, request: Request) -> Project:
    data = engine.documents.get(project_path(project_id))
    if data is None:
        raise Rejected("project_not_found", "There is no such project.", "Create the project first.")
    try:
        project = Project(**data)
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
    if request.kind == "generate" and not content.scenes:
        raise Rejected(
            "no_scenes", "The project has no scenes yet.", "Send a storyboard or a set_scenes request first."
        )
    if request.kind in {"generate", "retake"} and content.mood is None:
        raise Rejected("no_mood", "No mood is selected yet.", "Select a mood, or send a produce request.")
    if request.kind == "publish":
        return content.model_copy(update={"share_id": edits.share_id(engine, project.id)})
    if request.kind == "retake":
        return edits.next_take(project, content, scene_id, kind)
    if request.kind == "generate" and (kind is None or engine.steps[kind].asked_only):
        raise Rejected(
            "invalid_target", "A generate request names the kind to make.", "Set target.kind, such as image."
        )
    return content


def _start(case: jobs.Case, stages: tuple[str, ...]) -> None:
    """Begin the first stage that is needed."""
    for index, stage in enumerate(stages):
        last = index == len(stages) - 1
        if last or _is_needed(stage, case.content):
            _plan_stage(case, stage if last else f"{stage}>")
            return


def _is_needed(stage: str, content: FilmContent) -> bool:
    return (stage == "moods" and content.mood is None) or (stage == "storyboard" and not content.scenes)


def _targets(request: Request, content: FilmContent, stage: str, engine: Engine) -> list[str] | None:
    """Names of the nodes that a stage is about; None for the whole film."""
    name = stage.removesuffix(">")
    if name != "final":
        return [name]
    if request.kind == "publish":
        film = plan(content, engine.steps, {})
        return [*film, "publish"]
    if request.kind in {"generate", "retake"} and request.target.kind is not None:
        step = engine.steps[request.target.kind]
        if step.scope == "scene" and request.target.scene_id is None:
            return [
                Where(scene.id).name(step.kind) for scene in content.scenes if step.wanted(content, Where(scene.id))
            ]
        where = Where(request.target.scene_id) if step.scope == "scene" else Where()
        if not step.wanted(content, where):
            raise Rejected("nothing_to_make", f"This scene has no {step.kind} to make.", "Write a narration first.")
        return [where.name(step.kind)]
    return None


def _plan_stage(case: jobs.Case, stage: str) -> None:
    engine, prior = case.engine, case.prior
    accepted = dict(prior.accepted) if prior else {}
    accepted |= jobs.taken_placeholders(engine, case.project_id, prior)
    targets = _targets(case.request, case.content, stage, engine)
    nodes = plan(case.content, engine.steps, _existing(engine, case.project_id), targets=targets, accepted=accepted)
    if jobs.accept(case, nodes, jobs.orders(case, nodes), stage=stage, accepted=accepted) is not None:
        requests.settle(engine, case.project_id, [case.request_id])
        dispatch(engine)


def _existing(engine: Engine, project_id: str) -> dict[str, Any]:
    return {info.path: info for info in engine.files.list(f"projects/{project_id}/")}


def _with_result(engine: Engine, content: FilmContent, node: Node) -> FilmContent:
    """Take the mood or the scenes that a stage has made into the content, here and in the project document."""
    result = _read_json(engine, node.path)
    project = project_path(content.project_id)
    if node.kind == "moods":
        mood = Mood(**result["moods"][0])
        content = content.model_copy(update={"mood": mood})

        def choose(transaction: Transaction) -> None:
            data = transaction.get(project) or {}
            if data and not data.get("storyboard", {}).get("selected_mood"):
                chosen = {**mood.model_dump(), "color_palette": list(mood.color_palette)}
                chosen["mood_keywords"] = list(mood.mood_keywords)
                transaction.write(Update(project, {("storyboard", "selected_mood"): chosen}))

        engine.documents.transact(choose)
        return content
    scenes = tuple(SceneContent(**scene) for scene in result["scenes"])
    edits.write_scenes(engine, content.project_id, scenes)
    return content.model_copy(update={"scenes": scenes})


def _read_json(engine: Engine, path: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        local = Path(folder) / "result.json"
        engine.files.fetch(path, local)
        result: dict[str, Any] = json.loads(local.read_text())
        return result


def _reject(engine: Engine, project_id: str, request_id: str, rejected: Rejected) -> None:
    path = request_path(project_id, request_id)

    def body(transaction: Transaction) -> None:
        data = transaction.get(path)
        if data is not None and data.get("status") == "pending":
            transaction.write(
                Update(
                    path,
                    {
                        ("status",): "rejected",
                        ("code",): rejected.code,
                        ("message",): rejected.message,
                        ("suggested_action",): rejected.suggested_action,
                        ("updated_at",): engine.now(),
                    },
                )
            )

    engine.documents.transact(body)
    engine.log("request_rejected", {"project": project_id, "request": request_id, "code": rejected.code})
