"""The one commit that accepts a plan: the frozen plan, the new jobs, the slots, the quota, the request and the view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.engine import view
from functions.engine.dispatch import next_turns
from functions.engine.engine import (
    Plans,
    RequestPlan,
    Slot,
    job_path,
    plan_path,
    plans_path,
    project_path,
    request_path,
    slot_path,
    to_data,
)
from functions.engine.jobs import Case, Orders, Outdated
from functions.engine.rejection import Rejected
from functions.plan import Node
from functions.stores.documents import ArrayUnion, Create, Data, FieldPath, Put, Transaction, Update, Write
from schemas import limits
from schemas.base import Model
from schemas.job import Job
from schemas.project import Kind
from schemas.request import Outcome


class UserUsage(Model):
    """What a user has used today. `usage/{uid}`."""

    day: str = ""
    requests: int = 0


def accept(
    case: Case, nodes: Mapping[str, Node], orders: Orders, *, stage: str, accepted: Mapping[str, int]
) -> RequestPlan | None:
    """Accept the plan and create its jobs in one commit; None when another delivery has done it.

    Raises:
        Outdated: a scene was deleted meanwhile, or the take that a retake chose was given out.
        AlreadyExists: another request made one of these jobs meanwhile.
        Rejected: the user's quota is used up.
        NotFound, TooLarge: the project is gone, or full.
    """
    acceptance = _Acceptance(case, nodes, orders, stage, dict(accepted))
    frozen = case.engine.documents.transact(acceptance.commit)
    if frozen is not None:
        fields = {
            "project": case.project_id,
            "request": case.request_id,
            "kind": case.request.kind,
            "stage": stage,
            "new": len(orders.create),
            "joined": len(orders.join),
            "reused": frozen.reused,
        }
        case.engine.log("request_planned", fields)
    return frozen


@dataclass(frozen=True)
class _Acceptance:
    case: Case
    nodes: Mapping[str, Node]
    orders: Orders
    stage: str
    accepted: dict[str, int]

    @property
    def goes_on(self) -> bool:
        """Whether this is the same stage, planned again."""
        return self.case.prior is not None and self.case.prior.stage == self.stage

    def commit(self, transaction: Transaction) -> RequestPlan | None:
        case, prior, project_id = self.case, self.case.prior, self.case.project_id
        request_doc, plan_doc = (path(project_id, case.request_id) for path in (request_path, plan_path))
        usage_doc, plans_doc = f"usage/{case.request.created_by}", plans_path(project_id)
        slot_docs = {name: slot_path(project_id, name) for name in sorted({n.slot for n in self.nodes.values()})}
        found = transaction.get_all([request_doc, plan_doc, usage_doc, plans_doc, *slot_docs.values()])
        if not self._is_due(found.get(request_doc), found.get(plan_doc)):
            return None

        usage, counted = self._used(UserUsage.model_validate(found.get(usage_doc, {})))
        plans = Plans(sequence=Plans.model_validate(found.get(plans_doc, {})).sequence + 1)
        # a plan that goes on stays as old as it is: the view belongs to the request that was made last
        sequence = prior.sequence if prior else plans.sequence
        slots = {name: Slot.model_validate(found.get(doc, {})) for name, doc in slot_docs.items()}
        if prior is None and any(slot.deleted for slot in slots.values()):
            raise Outdated("a scene was deleted meanwhile")
        ended = self._waited_for()
        jobs = self._numbered(next_turns(case.engine) + 1, sequence, ended)
        frozen = self._frozen(sequence, ended, counted=counted)
        after = self._slots(slots, jobs, sequence)

        if jobs:
            transaction.write(Put(usage_doc, to_data(usage)))
        transaction.write(Put(plan_doc, to_data(frozen)), Put(plans_doc, to_data(plans)))
        transaction.write(*(Create(job_path(project_id, job.job_id), to_data(job)) for job in jobs))
        transaction.write(*self._joins(sequence, ended))
        transaction.write(*(Put(slot_docs[name], to_data(slot)) for name, slot in after.items() if slot != slots[name]))
        outcome = Outcome(jobs=frozen.made, reused=frozen.reused, cached=frozen.made == 0)
        answer: dict[FieldPath, Any] = {("status",): "accepted", ("outcome",): to_data(outcome)}
        transaction.write(Update(request_doc, {**answer, ("updated_at",): case.engine.now()}))
        transaction.write(Update(project_path(project_id), self._view(after, jobs, sequence)))
        return frozen

    def _is_due(self, request: Data | None, plan: Data | None) -> bool:
        prior = self.case.prior
        if prior is None:
            return request is not None and request.get("status") == "pending"
        return (
            request is not None
            and request.get("status") == "accepted"
            and plan is not None
            and RequestPlan.model_validate(plan) == prior
        )

    def _used(self, usage: UserUsage) -> tuple[UserUsage, bool]:
        """Count the request against the day's quota, once, if it makes anything. Rejected when it is used up."""
        if self.case.prior is not None and self.case.prior.counted:
            return usage, True
        today = self.case.engine.now().date().isoformat()
        if usage.day != today:
            usage = usage.model_copy(update={"day": today, "requests": 0})
        if not self.orders.create:
            return usage, False
        quota = limits.DAILY_QUOTA[self.case.engine.limits.default_plan]
        if usage.requests >= quota:
            raise Rejected(
                "quota_exceeded",
                f"Today's quota of {quota} requests is used up.",
                "Wait until 00:00 UTC, or ask for a larger plan. What exists already can still be produced from cache.",
            )
        return usage.model_copy(update={"requests": usage.requests + 1}), True

    def _waited_for(self) -> list[str]:
        """Jobs that nothing else in this plan builds on: when they have ended, all has."""
        missing = {name: node for name, node in self.nodes.items() if node.asset is None}
        needed = {need for node in missing.values() for need in node.needs}
        ids = {**self.orders.ids, **self.orders.dead}
        return list(dict.fromkeys(ids[name] for name in missing if name not in needed))

    def _frozen(self, sequence: int, ended: list[str], *, counted: bool) -> RequestPlan:
        prior, ids = self.case.prior, self.orders.ids.values()
        job_ids = tuple(dict.fromkeys([*(prior.job_ids if prior else ()), *ids]))
        there = 0 if self.goes_on else sum(node.asset is not None for node in self.nodes.values())
        return RequestPlan(
            content=self.case.content,
            stage=self.stage,
            targets=tuple(self.nodes),
            sequence=sequence,
            counted=counted,
            job_ids=job_ids,
            wanted=tuple(ids),
            waiting_for=tuple(ended),
            reused=(prior.reused if prior else 0) + there,
            made=len(job_ids),
            accepted=self.accepted,
        )

    def _numbered(self, first_turn: int, sequence: int, ended: list[str]) -> list[Job]:
        """Give the jobs their turns: kind by kind, so that short work is left for the end and no core runs dry."""
        names = sorted(self.orders.create, key=lambda name: self.nodes[name].kind != "music")
        return [
            job.model_copy(
                update={
                    "turn": first_turn + index,
                    "sequence": sequence,
                    "dependents": self.orders.dependents.get(job.job_id, ()),
                    "requests": (self.case.request_id,) if job.job_id in ended else (),
                }
            )
            for index, job in enumerate(self.orders.create[name] for name in names)
        ]

    def _joins(self, sequence: int, ended: list[str]) -> list[Write]:
        writes: list[Write] = []
        for job in self.orders.join.values():
            fields: dict[FieldPath, Any] = {}
            if job.sequence < sequence:
                fields[("sequence",)] = sequence
            if job.job_id in self.orders.dependents:
                fields[("dependents",)] = ArrayUnion(self.orders.dependents[job.job_id])
            if job.job_id in ended and self.case.request_id not in job.requests:
                fields[("requests",)] = ArrayUnion((self.case.request_id,))
            if fields:
                writes.append(Update(job_path(self.case.project_id, job.job_id), fields))
        return writes

    def _slots(self, slots: Mapping[str, Slot], jobs: list[Job], sequence: int) -> dict[str, Slot]:
        """Every kind of the plan belongs to it now, unless to a later one; the first new job is what is shown."""
        first = {job.slot: job.job_id for job in reversed(jobs)}
        plans = {name: dict(slot.plans) for name, slot in slots.items()}
        for node in self.nodes.values():
            plans[node.slot][node.kind] = max(sequence, plans[node.slot].get(node.kind, 0))
        after = {}
        for name, slot in slots.items():
            update: dict[str, Any] = {
                "plans": plans[name],
                "shown": slot.current or first.get(name) or slot.shown,
            }
            after[name] = slot.model_copy(update=update)
        retake = self._retake()
        if retake is not None:
            name, kind, take = retake
            if after[name].takes.get(kind, 0) >= take:
                raise Outdated(f"take {take} was given out meanwhile")
            after[name] = after[name].model_copy(update={"takes": {**after[name].takes, kind: take}})
        return after

    def _view(self, slots: Mapping[str, Slot], jobs: list[Job], sequence: int) -> dict[FieldPath, Any]:
        fields: dict[FieldPath, Any] = {("updated_at",): self.case.engine.now()}
        if self.orders.ids:
            fields[("status",)] = "generating"
        if self.case.prior is None:
            fields[("step_versions",)] = dict(self.case.content.step_versions)
            fields |= self._takes()
        for node in () if self.goes_on else self.nodes.values():
            slot = slots[node.slot]
            if node.asset is not None and slot.plans[node.kind] <= sequence and not slot.deleted:
                fields |= self.case.engine.steps[node.kind].view(node.asset)
        for job in jobs:
            fields |= view.job_view(job, slots[job.slot])
        return fields

    def _retake(self) -> tuple[str, Kind, int] | None:
        """Slot, kind and number of the take that a retake makes; None for other requests and later plans."""
        target, content = self.case.request.target, self.case.content
        if self.case.request.kind != "retake" or target.kind is None or self.case.prior is not None:
            return None
        takes: Mapping[Any, int] = content.scene(target.scene_id).takes if target.scene_id else content.takes
        slot = next(node.slot for node in self.nodes.values() if node.kind == target.kind)
        return slot, target.kind, takes[target.kind]

    def _takes(self) -> dict[FieldPath, Any]:
        """A retake chooses the take that it makes."""
        retake, scene_id = self._retake(), self.case.request.target.scene_id
        if retake is None:
            return {}
        root: FieldPath = ("scenes", scene_id) if scene_id else ()
        _, kind, take = retake
        return {(*root, "takes_made", kind): take, (*root, "takes", kind): take}
