"""From plan to jobs: which are new, which are under way already, and the one commit that accepts a request."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.engine import life, view
from functions.engine.dispatch import next_turns
from functions.engine.engine import (
    Engine,
    RequestPlan,
    Slot,
    job_path,
    plan_path,
    project_path,
    request_path,
    slot_path,
    to_data,
)
from functions.engine.rejection import Rejected
from functions.plan import Node, placeholder_number
from functions.stores.documents import (
    AlreadyExists,
    ArrayRemove,
    ArrayUnion,
    Create,
    FieldPath,
    Put,
    Transaction,
    Update,
    Write,
)
from schemas import limits
from schemas.base import Model
from schemas.content import FilmContent
from schemas.job import Job
from schemas.request import Outcome, Request

_TRIES = 4


@dataclass(frozen=True)
class Case:
    """A request being admitted: its frozen content, and its earlier plan when it goes on."""

    engine: Engine
    project_id: str
    request_id: str
    request: Request
    content: FilmContent
    prior: RequestPlan | None = None


class UserUsage(Model):
    """What a user has used today, and the last turn that was given to a job of theirs. `usage/{uid}`."""

    day: str = ""
    requests: int = 0
    turn: int = 0


@dataclass(frozen=True)
class Orders:
    """The jobs that a plan needs: to create, to join, and nodes that cannot be had in this request any more."""

    create: dict[str, Job]
    """Node name to new job."""
    join: dict[str, Job]
    """Node name to job that is under way."""
    dead: dict[str, str]
    """Node name to the ended job that is in the way."""

    def ids(self) -> list[str]:
        """All job ids, in plan order."""
        return [job.job_id for job in (*self.create.values(), *self.join.values())]


def job_id(project_id: str, node: Node, run: int) -> str:
    """The id of the work itself, so that the same work cannot exist twice."""
    text = f"{project_id}\n{node.kind}\n{node.slot}\n{node.input_hash}\n{run}"
    return "j" + hashlib.sha256(text.encode()).hexdigest()[:31]


def orders(case: Case, nodes: Mapping[str, Node]) -> Orders:
    """Match what is missing with the jobs that exist. A job that ended before this request began is run again."""
    engine, project_id, content = case.engine, case.project_id, case.content
    own = set(case.prior.job_ids if case.prior else ())
    missing = {name: node for name, node in nodes.items() if node.asset is None}
    found = _known_jobs(engine, project_id, missing, own)
    plan_orders = Orders({}, {}, {})
    ids: dict[str, str] = {}
    now = engine.now()
    for name, node in missing.items():
        run, known = found[name]
        blocker = next((plan_orders.dead[need] for need in node.needs if need in plan_orders.dead), None)
        if known is not None and known.state in life.TERMINAL:
            plan_orders.dead[name] = known.job_id
        elif known is not None:
            plan_orders.join[name], ids[name] = known, known.job_id
        elif blocker is not None:
            plan_orders.dead[name] = blocker
        else:
            ids[name] = job_id(project_id, node, run)
            plan_orders.create[name] = Job(
                job_id=ids[name],
                project_id=project_id,
                user_id=case.request.created_by,
                kind=node.kind,
                slot=node.slot,
                scene_id=node.where.scene_id if node.where.next_id is None else None,
                label=_label(content, node),
                input_hash=node.input_hash,
                key=node.key,
                run=run,
                inputs=dict(node.inputs),
                sources=dict(node.sources),
                size=engine.steps[node.kind].size,
                version=node.version,
                needs=tuple(ids[need] for need in node.needs if need in ids),
                origin=case.request_id,
                created_at=now,
                updated_at=now,
            )
    return _with_dependents(plan_orders, missing, ids)


def _known_jobs(
    engine: Engine, project_id: str, missing: Mapping[str, Node], own: set[str]
) -> dict[str, tuple[int, Job | None]]:
    """For each node the run to use, and the job of that run if there is one to join or to respect."""
    answer: dict[str, tuple[int, Job | None]] = {}
    runs = dict.fromkeys(missing, 0)
    while runs:
        ids = {name: job_id(project_id, missing[name], run) for name, run in runs.items()}
        docs = engine.documents.get_all(job_path(project_id, i) for i in ids.values())
        again: dict[str, int] = {}
        for name, run in runs.items():
            data = docs.get(job_path(project_id, ids[name]))
            job = Job(**data) if data else None
            if job is not None and job.state in life.TERMINAL and job.job_id not in own:
                again[name] = run + 1
            else:
                answer[name] = (run, job)
        runs = again
    return {name: answer[name] for name in missing}


def _with_dependents(plan_orders: Orders, missing: Mapping[str, Node], ids: Mapping[str, str]) -> Orders:
    dependents: dict[str, list[str]] = {}
    for name in plan_orders.create:
        for need in missing[name].needs:
            if need in ids:
                dependents.setdefault(need, []).append(ids[name])
    create = {
        name: job.model_copy(update={"dependents": tuple(dependents.get(name, ()))})
        for name, job in plan_orders.create.items()
    }
    join = {
        name: job.model_copy(update={"dependents": tuple(dict.fromkeys([*job.dependents, *dependents.get(name, ())]))})
        for name, job in plan_orders.join.items()
    }
    return Orders(create, join, plan_orders.dead)


def accept(
    case: Case, nodes: Mapping[str, Node], plan_orders: Orders, *, stage: str, accepted: Mapping[str, int]
) -> RequestPlan | None:
    """Accept the request and create its jobs in one commit; None when another delivery has done it."""
    acceptance = _Acceptance(case, nodes, plan_orders)
    for attempt in range(_TRIES):
        try:
            frozen = case.engine.documents.transact(lambda t: acceptance.commit(t, stage, dict(accepted)))
        except AlreadyExists:
            # another request made one of these jobs in between: join it
            if attempt == _TRIES - 1:
                raise
            acceptance.orders = orders(case, nodes)
            continue
        if frozen is not None:
            _catch_up(case.engine, case.project_id, acceptance.orders)
            fields = {
                "project": case.project_id,
                "request": case.request_id,
                "kind": case.request.kind,
                "stage": stage,
                "new": len(acceptance.orders.create),
                "joined": len(acceptance.orders.join),
                "reused": frozen.reused,
            }
            case.engine.log("request_planned", fields)
        return frozen
    raise AssertionError("unreachable")


@dataclass
class _Acceptance:
    case: Case
    nodes: Mapping[str, Node]
    orders: Orders

    def commit(self, transaction: Transaction, stage: str, accepted: dict[str, int]) -> RequestPlan | None:
        case, prior, create = self.case, self.case.prior, self.orders.create
        request_doc = request_path(case.project_id, case.request_id)
        plan_doc = plan_path(case.project_id, case.request_id)
        usage_doc, counter_doc = f"usage/{self.case.request.created_by}", slot_path(self.case.project_id, "plans")
        names = sorted({node.slot for node in self.nodes.values()})
        slot_docs = {name: slot_path(self.case.project_id, name) for name in names}
        found = transaction.get_all([request_doc, plan_doc, usage_doc, counter_doc, *slot_docs.values()])
        current = found.get(request_doc)
        expected = "accepted" if prior else "pending"
        if current is None or current.get("status") != expected:
            return None
        if prior and RequestPlan(**found[plan_doc]) != prior:
            return None

        usage = self._used(UserUsage(**found.get(usage_doc, {})))
        sequence = Slot(**found.get(counter_doc, {})).sequence + 1
        slots = {name: Slot(**found.get(doc, {})) for name, doc in slot_docs.items()}
        first_turn = max(next_turns(case.engine), usage.turn) + 1
        ended = self._waited_for()
        jobs = self._numbered(first_turn, sequence, ended)
        if create:
            usage = usage.model_copy(update={"turn": first_turn + len(create) - 1})
            transaction.write(Put(usage_doc, to_data(usage)))

        frozen = RequestPlan(
            content=self.case.content,
            stage=stage,
            targets=tuple(self.nodes),
            sequence=sequence,
            job_ids=tuple(dict.fromkeys([*(prior.job_ids if prior else ()), *self.orders.ids()])),
            wanted=tuple(self.orders.ids()),
            waiting_for=tuple(ended),
            reused=(prior.reused if prior else 0) + sum(node.asset is not None for node in self.nodes.values()),
            made=(prior.made if prior else 0) + len(create) + len(self.orders.join),
            accepted=accepted,
        )
        transaction.write(Put(plan_doc, to_data(frozen)), Put(counter_doc, to_data(Slot(sequence=sequence))))
        transaction.write(*(Create(job_path(self.case.project_id, job.job_id), to_data(job)) for job in jobs))
        transaction.write(*self._joins(sequence, ended))
        transaction.write(*self._slots(slots, jobs, sequence))
        now = case.engine.now()
        outcome = Outcome(jobs=frozen.made, reused=frozen.reused, cached=frozen.made == 0)
        answer: dict[FieldPath, Any] = {("status",): "accepted", ("updated_at",): now, ("outcome",): to_data(outcome)}
        transaction.write(Update(request_doc, answer))
        transaction.write(
            Update(project_path(self.case.project_id), self._view(slots, jobs, working=bool(frozen.made)))
        )
        return frozen

    def _used(self, usage: UserUsage) -> UserUsage:
        """Count the request against the day's quota, if it makes anything. Rejected when the quota is used up."""
        today = self.case.engine.now().date().isoformat()
        if usage.day != today:
            usage = usage.model_copy(update={"day": today, "requests": 0})
        if self.case.prior is not None or not self.orders.create:
            return usage
        quota = limits.DAILY_QUOTA[self.case.engine.limits.default_plan]
        if usage.requests >= quota:
            raise Rejected(
                "quota_exceeded",
                f"Today's quota of {quota} requests is used up.",
                "Wait until 00:00 UTC, or ask for a larger plan. What exists already can still be produced from cache.",
            )
        return usage.model_copy(update={"requests": usage.requests + 1})

    def _waited_for(self) -> list[str]:
        """Jobs that nothing else in this plan builds on: when they have ended, all has."""
        missing = {name: node for name, node in self.nodes.items() if node.asset is None}
        needed = {need for node in missing.values() for need in node.needs}
        ids = {name: job.job_id for name, job in (*self.orders.create.items(), *self.orders.join.items())}
        ids |= self.orders.dead
        return list(dict.fromkeys(ids[name] for name in missing if name not in needed))

    def _numbered(self, first_turn: int, sequence: int, ended: list[str]) -> list[Job]:
        """Give the jobs their turns: kind by kind, so that short work is left for the end and no core runs dry."""
        names = sorted(self.orders.create, key=lambda name: self.nodes[name].kind != "music")
        return [
            self.orders.create[name].model_copy(
                update={
                    "turn": first_turn + index,
                    "sequence": sequence,
                    "next_at": self.case.engine.now(),
                    "requests": (self.case.request_id,) if self.orders.create[name].job_id in ended else (),
                }
            )
            for index, name in enumerate(names)
        ]

    def _joins(self, sequence: int, ended: list[str]) -> list[Write]:
        writes: list[Write] = []
        for job in self.orders.join.values():
            fields: dict[FieldPath, Any] = {("sequence",): sequence}
            if job.dependents:
                fields[("dependents",)] = ArrayUnion(job.dependents)
            if job.job_id in ended:
                fields[("requests",)] = ArrayUnion((self.case.request_id,))
            writes.append(Update(job_path(self.case.project_id, job.job_id), fields))
        return writes

    def _slots(self, slots: Mapping[str, Slot], jobs: list[Job], sequence: int) -> list[Write]:
        first = {job.slot: job.job_id for job in reversed(jobs)}
        return [
            Put(
                slot_path(self.case.project_id, name),
                to_data(
                    slot.model_copy(
                        update={
                            "sequence": sequence,
                            "shown": slot.current or first.get(name) or slot.shown,
                        }
                    )
                ),
            )
            for name, slot in slots.items()
        ]

    def _view(self, slots: Mapping[str, Slot], jobs: list[Job], *, working: bool) -> dict[FieldPath, Any]:
        now = self.case.engine.now()
        fields: dict[FieldPath, Any] = {("updated_at",): now}
        if working:
            fields[("status",)] = "generating"
        fields[("step_versions",)] = dict(self.case.content.step_versions)
        if self.case.prior is None:
            fields |= self._takes()
        for node in self.nodes.values():
            if node.asset is not None:
                fields |= self.case.engine.steps[node.kind].view(node.asset)
        shown: set[str] = set()
        for job in jobs:
            slot = slots[job.slot]
            if job.slot not in shown and slot.current is None and not slot.deleted:
                fields |= view.job_view(job)
            shown.add(job.slot)
        return fields

    def _takes(self) -> dict[FieldPath, Any]:
        """A retake chooses the take that it makes."""
        target, content = self.case.request.target, self.case.content
        if self.case.request.kind != "retake" or target.kind is None:
            return {}
        root: FieldPath = ("scenes", target.scene_id) if target.scene_id else ()
        takes: Mapping[Any, int] = content.scene(target.scene_id).takes if target.scene_id else content.takes
        take = takes[target.kind]
        return {(*root, "takes_made", target.kind): take, (*root, "takes", target.kind): take}


def _catch_up(engine: Engine, project_id: str, plan_orders: Orders) -> None:
    """A joined job may have completed before it learned of its new dependents: tell them."""
    if not plan_orders.join:
        return
    docs = engine.documents.get_all(job_path(project_id, job.job_id) for job in plan_orders.join.values())
    created = {job.job_id for job in plan_orders.create.values()}
    for data in docs.values():
        job = Job(**data)
        waiting = [other for other in job.dependents if other in created]
        if job.state == "completed" and not job.degraded and waiting:
            engine.documents.commit(
                [Update(job_path(project_id, other), {("needs",): ArrayRemove((job.job_id,))}) for other in waiting]
            )


def taken_placeholders(engine: Engine, project_id: str, prior: RequestPlan | None) -> dict[str, int]:
    """Input hash to placeholder number, for the placeholders that this request's own jobs have ended in."""
    if prior is None:
        return {}
    docs = engine.documents.get_all(job_path(project_id, i) for i in prior.job_ids)
    jobs = [Job(**data) for data in docs.values()]
    return {job.input_hash: int(job.key.rsplit("~", 1)[1]) for job in jobs if job.degraded and "~" in job.key}


def _label(content: FilmContent, node: Node) -> str:
    """How a message names the place: a scene by its title."""
    if node.where.scene_id is None or node.where.next_id is not None:
        return ""
    scene = content.scene(node.where.scene_id)
    return f"scene {scene.scene_number}" + (f" ({scene.title})" if scene.title else "")


__all__ = ["Orders", "accept", "job_id", "orders", "placeholder_number", "taken_placeholders"]
