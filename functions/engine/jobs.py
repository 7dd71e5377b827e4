"""From plan to jobs: which are new, which are under way already, and which cannot be had in this request any more."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.engine import life
from functions.engine.dependents import is_clean
from functions.engine.engine import Engine, RequestPlan, job_path
from functions.plan import Node
from schemas.content import FilmContent
from schemas.job import Job, Purchase
from schemas.request import Request

_PURCHASES = 8
"""How many purchases that came to nothing are still asked about; the latest."""


class Outdated(Exception):
    """What was planned on has changed meanwhile: plan again."""


@dataclass(frozen=True)
class Case:
    """A request being planned: its frozen content, and its earlier plan when it goes on."""

    engine: Engine
    project_id: str
    request_id: str
    request: Request
    content: FilmContent
    prior: RequestPlan | None = None


@dataclass(frozen=True)
class Orders:
    """The jobs that a plan needs, each by the name of its node."""

    create: dict[str, Job] = field(default_factory=dict)
    join: dict[str, Job] = field(default_factory=dict)
    """Jobs that are under way."""
    dead: dict[str, str] = field(default_factory=dict)
    """Nodes that this request cannot have, with the id of the ended job that is in the way."""
    dependents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Job id to the new jobs that build on it."""

    @property
    def ids(self) -> dict[str, str]:
        """Node name to job id, of the jobs that are still to end."""
        return {name: job.job_id for name, job in (*self.create.items(), *self.join.items())}


def job_id(project_id: str, node: Node, run: int) -> str:
    """The id of the work itself, so that the same work cannot exist twice."""
    text = f"{project_id}\n{node.kind}\n{node.slot}\n{node.input_hash}\n{run}"
    return "j" + hashlib.sha256(text.encode()).hexdigest()[:31]


def orders(case: Case, nodes: Mapping[str, Node]) -> Orders:
    """Match what is missing with the jobs that exist. A job that ended before this request began is run again.

    Raises:
        Outdated: a job has completed since the plan was made.
    """
    missing = {name: node for name, node in nodes.items() if node.asset is None}
    found = _known_jobs(case, missing)
    answer = Orders()
    ids: dict[str, str] = {}
    for name, node in missing.items():
        run, known, earlier = found[name]
        blocker = next((answer.dead[need] for need in node.needs if need in answer.dead), None)
        if known is not None and known.state in life.TERMINAL:
            answer.dead[name] = known.job_id
        elif known is not None:
            answer.join[name], ids[name] = known, known.job_id
        elif blocker is not None:
            answer.dead[name] = blocker
        else:
            needs = tuple(ids[need] for need in node.needs if need in ids)
            answer.create[name] = _job(case, node, run, needs, earlier)
            ids[name] = answer.create[name].job_id
            for need in needs:
                answer.dependents[need] = (*answer.dependents.get(need, ()), ids[name])
    return answer


def _job(case: Case, node: Node, run: int, needs: tuple[str, ...], earlier: tuple[Purchase, ...]) -> Job:
    now = case.engine.now()
    return Job(
        job_id=job_id(case.project_id, node, run),
        project_id=case.project_id,
        user_id=case.request.created_by,
        kind=node.kind,
        slot=node.slot,
        scene_id=_scene_of(node),
        label=_label(case.content, node),
        input_hash=node.input_hash,
        key=node.key,
        run=run,
        inputs=dict(node.inputs),
        sources=dict(node.sources),
        size=case.engine.steps[node.kind].size,
        version=node.version,
        needs=needs,
        earlier=earlier,
        origin=case.request_id,
        created_at=now,
        updated_at=now,
        next_at=now,
    )


def _known_jobs(case: Case, missing: Mapping[str, Node]) -> dict[str, tuple[int, Job | None, tuple[Purchase, ...]]]:
    """For each node the run to use, the job of that run if there is one to join or to respect, and what the runs
    before it bought in vain."""
    own = set(case.prior.job_ids if case.prior else ())
    answer: dict[str, tuple[int, Job | None, tuple[Purchase, ...]]] = {}
    runs = dict.fromkeys(missing, 0)
    bought: dict[str, tuple[Purchase, ...]] = dict.fromkeys(missing, ())
    while runs:
        ids = {name: job_id(case.project_id, missing[name], run) for name, run in runs.items()}
        paths = {name: job_path(case.project_id, each) for name, each in ids.items()}
        docs = case.engine.documents.get_all(paths.values())
        again: dict[str, int] = {}
        for name, run in runs.items():
            job = Job.model_validate(docs[paths[name]]) if paths[name] in docs else None
            if job is not None and _is_over(case.engine, missing[name], job, is_own=job.job_id in own):
                again[name] = run + 1
                bought[name] = (*bought[name], *job.unsettled)[-_PURCHASES:]
            else:
                answer[name] = (run, job, bought[name])
        runs = again
    return {name: answer[name] for name in missing}


def _is_over(engine: Engine, node: Node, job: Job, *, is_own: bool) -> bool:
    """Whether a job has ended in a way that calls for another run."""
    if job.state not in life.TERMINAL:
        return False
    if job.state != "completed":
        return not is_own or job.error_code == life.SUPERSEDED
    if job.degraded and not is_own:
        return True
    stored = engine.files.stat(f"{node.prefix}{job.key}{node.suffix}")
    if stored is not None and stored.flaw is None:
        raise Outdated(f"{job.job_id} has just been completed")
    return True


def taken_placeholders(engine: Engine, project_id: str, prior: RequestPlan | None) -> dict[str, int]:
    """Input hash to placeholder number, for the placeholders that this request's own jobs have ended in."""
    if prior is None:
        return {}
    found = engine.documents.query(f"projects/{project_id}/jobs", [("degraded", ">", "")])
    own = set(prior.job_ids)
    jobs = [Job.model_validate(each.data) for each in found if each.id in own]
    return {job.input_hash: int(job.key.rsplit("~", 1)[1]) for job in jobs if "~" in job.key}


def dead_ends(engine: Engine, project_id: str, plan_orders: Orders) -> list[Job]:
    """Ended jobs that joined jobs still wait for in vain, because nobody has told them yet."""
    here = set(plan_orders.ids.values())
    waiting = [job for job in plan_orders.join.values() if job.state == "queued"]
    foreign = sorted({need for job in waiting for need in job.needs} - here)
    return [job for job in _read(engine, project_id, foreign) if job.state in life.TERMINAL and not is_clean(job)]


def ended_meanwhile(engine: Engine, project_id: str, plan_orders: Orders) -> list[Job]:
    """Joined jobs that had ended before they learned of their new dependents."""
    joined = [job.job_id for job in plan_orders.join.values() if job.job_id in plan_orders.dependents]
    return [job for job in _read(engine, project_id, joined) if job.state in life.TERMINAL]


def _read(engine: Engine, project_id: str, ids: list[str]) -> list[Job]:
    docs = engine.documents.get_all(job_path(project_id, each) for each in ids)
    return [Job.model_validate(data) for data in docs.values()]


def _label(content: FilmContent, node: Node) -> str:
    """How a message names the place: a scene by its title."""
    scene_id = _scene_of(node)
    if scene_id is None:
        return ""
    scene = content.scene(scene_id)
    return f"scene {scene.scene_number}" + (f" ({scene.title})" if scene.title else "")


def _scene_of(node: Node) -> str | None:
    """The scene that a node belongs to alone."""
    own = node.slot == f"scene:{node.where.scene_id}"
    return node.where.scene_id if own else None
