"""A request's way: through its stages, again when a placeholder changes addresses, to its end.

Each stage is one plan. When the jobs it waits for have ended, its result becomes content and the next stage is planned,
or the request ends. All of it may be done twice or at once: the frozen plan is changed by compare-and-set.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from functions.engine import content as contents
from functions.engine import jobs, life, requests
from functions.engine.acceptance import accept
from functions.engine.commit import cancel_jobs
from functions.engine.dependents import pass_on
from functions.engine.dispatch import dispatch
from functions.engine.engine import Engine, RequestPlan, job_path, plan_path, request_path
from functions.engine.rejection import Rejected, no_project, no_room
from functions.plan import Node, plan
from functions.steps.step import Where
from functions.stores.documents import AlreadyExists, Contention, NotFound, TooLarge
from schemas.content import FilmContent
from schemas.job import Job
from schemas.request import ExportOptions, Request, RequestKind

STAGES: dict[RequestKind, tuple[str, ...]] = {
    "moods": ("moods",),
    "storyboard": ("moods", "storyboard"),
    "produce": ("moods", "storyboard", "final"),
    "publish": ("moods", "storyboard", "final"),
    "export": ("moods", "storyboard", "final"),
    "generate": ("final",),
    "retake": ("final",),
}
"""What planned requests go through; a stage that the content has no need of is skipped."""
_TRIES = 10


def start(case: jobs.Case, stages: tuple[str, ...]) -> None:
    """Begin the first stage that is needed. A stage with another after it ends in `>`.

    Raises:
        Rejected: it cannot be done, or is too much.
        jobs.Outdated: the content has to be read again.
    """
    for index, stage in enumerate(stages):
        last = index == len(stages) - 1
        if last or _is_needed(stage, case.content):
            _plan_stage(case, stage if last else f"{stage}>")
            return


def replan_open(engine: Engine, project_id: str) -> None:
    """Plan those open requests of a project again that a placeholder has left behind."""
    for found in engine.documents.query(f"projects/{project_id}/requests", [("status", "==", "accepted")]):
        replan(engine, project_id, found.id)


def replan(engine: Engine, project_id: str, request_id: str) -> bool:
    """Plan a request again until it knows of every placeholder that was taken; tells whether that was needed."""
    for tries in range(_TRIES):
        opened = _open(engine, project_id, request_id)
        if opened is None:
            return tries > 0
        request, frozen = opened
        if jobs.taken_placeholders(engine, project_id, frozen).items() <= frozen.accepted.items():
            return tries > 0
        _go_on(jobs.Case(engine, project_id, request_id, request, frozen.content, prior=frozen))
    raise Contention(f"{request_id} is being planned by others")


def settle(engine: Engine, project_id: str, request_ids: Iterable[str]) -> None:
    """End the requests whose waited-for jobs have all ended; or take them to their next stage."""
    for request_id in request_ids:
        opened = _open(engine, project_id, request_id)
        if opened is None:
            continue
        request, frozen = opened
        found = engine.documents.get_all(job_path(project_id, job_id) for job_id in frozen.waiting_for)
        ended = [Job.model_validate(data) for data in found.values() if data["state"] in life.TERMINAL]
        if len(ended) < len(frozen.waiting_for):
            continue
        bad = next((job for job in ended if job.state != "completed"), None)
        case = jobs.Case(engine, project_id, request_id, request, frozen.content, prior=frozen)
        if any(job.error_code == life.SUPERSEDED for job in ended):
            _go_on(case)
        elif bad is not None:
            requests.end(engine, project_id, request_id, frozen, bad=requests.Bad.of(bad))
        else:
            _complete_stage(case, frozen, ended)


def _open(engine: Engine, project_id: str, request_id: str) -> tuple[Request, RequestPlan] | None:
    paths = request_path(project_id, request_id), plan_path(project_id, request_id)
    found = engine.documents.get_all(paths)
    if len(found) < 2 or found[paths[0]].get("status") != "accepted":
        return None
    return Request.model_validate(found[paths[0]]), RequestPlan.model_validate(found[paths[1]])


def _complete_stage(case: jobs.Case, frozen: RequestPlan, ended: list[Job]) -> None:
    """Take what the stage made into the content; then the next stage, or the end."""
    engine, stages = case.engine, STAGES[case.request.kind]
    stage = frozen.stage.removesuffix(">")
    try:
        if not contents.is_adopted(frozen):
            adopted = contents.adopt(engine, case.request_id, frozen, _result(case, stage))
            if adopted is None:
                return  # somebody else is at it
            frozen = adopted
        if frozen.stage.endswith(">"):
            going = jobs.Case(engine, case.project_id, case.request_id, case.request, frozen.content, prior=frozen)
            start(going, stages[stages.index(stage) + 1 :])
            return
    except Rejected as rejected:
        _give_up(case, frozen, rejected)
        return
    share_id = next((str(job.facts["share_id"]) for job in ended if "share_id" in job.facts), None)
    requests.end(engine, case.project_id, case.request_id, frozen, share_id=share_id)


def _go_on(case: jobs.Case) -> None:
    """Plan the stage that a request is at again."""
    assert case.prior is not None
    try:
        _plan_stage(case, case.prior.stage)
    except Rejected as rejected:
        _give_up(case, case.prior, rejected)


def _give_up(case: jobs.Case, frozen: RequestPlan, rejected: Rejected) -> None:
    """An accepted request that cannot go on: end it, and what it had asked for."""
    engine, project_id = case.engine, case.project_id
    requests.end(engine, project_id, case.request_id, frozen, bad=requests.Bad.why(rejected))
    cancel_jobs(engine, _unwanted(engine, project_id, frozen.wanted), rejected.message)


def _plan_stage(case: jobs.Case, stage: str) -> None:
    """Plan one stage and accept it: the jobs that are missing begin, the request waits for them."""
    engine, project_id, prior = case.engine, case.project_id, case.prior
    targets = _targets(case, stage)
    for _ in range(_TRIES):
        accepted = dict(prior.accepted) if prior else {}
        accepted |= jobs.taken_placeholders(engine, project_id, prior)
        nodes = plan(case.content, engine.steps, _existing(engine, project_id), targets=targets, accepted=accepted)
        try:
            orders = jobs.orders(case, nodes)
        except jobs.Outdated:
            continue
        if followed := [pass_on(engine, job) for job in jobs.dead_ends(engine, project_id, orders)]:
            settle(engine, project_id, sorted({r for f in followed for r in f.requests} - {case.request_id}))
            continue
        try:
            frozen = accept(case, nodes, orders, stage=stage, accepted=accepted)
        except AlreadyExists:
            continue  # another request made one of these jobs in between: join it
        except NotFound as error:
            raise no_project() from error
        except TooLarge as error:
            raise no_room() from error
        if frozen is not None:
            _follow(case, frozen, orders)
        return
    raise Contention(f"the plan of {case.request_id} is overtaken again and again")


def _follow(case: jobs.Case, frozen: RequestPlan, orders: jobs.Orders) -> None:
    """What follows an accepted plan: nobody needs the jobs it replaces; some it joined may have ended meanwhile."""
    engine, project_id = case.engine, case.project_id
    touched = {case.request_id}
    for job in jobs.ended_meanwhile(engine, project_id, orders):
        touched |= pass_on(engine, job).requests
    if case.prior is not None:
        unwanted = _unwanted(engine, project_id, set(case.prior.wanted) - set(frozen.wanted))
        for job in cancel_jobs(engine, unwanted, "It is not needed any more.", life.SUPERSEDED):
            touched |= {*job.requests, *pass_on(engine, job).requests}
    settle(engine, project_id, sorted(touched))
    dispatch(engine)


def _unwanted(engine: Engine, project_id: str, job_ids: Iterable[str]) -> list[Job]:
    """Those of the jobs that have not begun and that no open request wants."""
    docs = engine.documents.get_all(job_path(project_id, job_id) for job_id in sorted(job_ids))
    queued = [Job.model_validate(data) for data in docs.values() if data["state"] == "queued"]
    if not queued:
        return []
    opened = engine.documents.query(f"projects/{project_id}/requests", [("status", "==", "accepted")])
    plans = engine.documents.get_all(plan_path(project_id, found.id) for found in opened)
    wanted = {job_id for data in plans.values() for job_id in data["wanted"]}
    return [job for job in queued if job.job_id not in wanted]


def _is_needed(stage: str, content: FilmContent) -> bool:
    return (stage == "moods" and content.mood is None) or (stage == "storyboard" and not content.scenes)


def _targets(case: jobs.Case, stage: str) -> list[str] | None:
    """Names of the nodes that a stage is about; None for the whole film."""
    request, content, engine = case.request, case.content, case.engine
    name = stage.removesuffix(">")
    if name != "final":
        return [name]
    contents.check_size(content)
    if request.kind == "publish":
        return [*plan(content, engine.steps, {}), "publish"]
    if request.kind == "export":
        formats = dict.fromkeys(ExportOptions.model_validate(request.options).formats)
        return [*plan(content, engine.steps, {}), *(Where(each).name("export") for each in formats)]
    if request.kind == "produce" or request.target.kind is None:
        return None
    step, scene_id = engine.steps[request.target.kind], request.target.scene_id
    scenes = [scene.id for scene in content.scenes] if scene_id is None else [scene_id]
    places = [Where(scene) for scene in scenes] if step.scope == "scene" else [Where()]
    wanted = [where.name(step.kind) for where in places if step.wanted(content, where)]
    if not wanted:
        raise Rejected("nothing_to_make", f"There is no {step.kind} to make here.", "Write a narration first.")
    return wanted


def _existing(engine: Engine, project_id: str) -> dict[str, Any]:
    return {info.path: info for info in engine.files.list(f"projects/{project_id}/")}


def _result(case: jobs.Case, stage: str) -> Mapping[str, Any]:
    """Read the file that a stage has made."""
    node = _node(case, stage)
    with tempfile.TemporaryDirectory() as folder:
        local = Path(folder) / "result.json"
        case.engine.files.fetch(node.path, local)
        result: dict[str, Any] = json.loads(local.read_text())
        return result


def _node(case: jobs.Case, stage: str) -> Node:
    existing = _existing(case.engine, case.project_id)
    return plan(case.content, case.engine.steps, existing, targets=[stage], heal=False)[stage]
