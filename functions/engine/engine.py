"""What the engine works with, and where its documents are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from functions.providers import uploaded
from functions.providers.provider import Provider
from functions.steps.step import Step
from functions.stores.documents import Data, Documents
from functions.stores.files import Files
from functions.stores.queues import Queues
from schemas.base import Model
from schemas.content import FilmContent
from schemas.job import Job, Size
from schemas.project import Kind

_ATOMS = frozenset({str, int, float, bool, datetime, type(None)})
"""What most fields are. The question whether one is a model takes longer than all the rest of a dump."""


@dataclass(frozen=True)
class Limits:
    """How much may be in flight, and how long things may take."""

    in_flight: Mapping[Size, int] = field(default_factory=lambda: {"light": 40, "media": 40})
    in_flight_per_user: Mapping[Size, int] = field(default_factory=lambda: {"light": 10, "media": 10})
    in_flight_per_provider: Mapping[str, int] = field(default_factory=dict)
    """Provider id to how many jobs it may have at once, those it works on included; without a limit where not named."""
    attempts: int = 4
    age_seconds: float = 1800.0
    """No provider is waited for or tried again after this time."""
    age_seconds_by_kind: Mapping[Kind, float] = field(default_factory=dict)
    """The same for single kinds."""
    turn_seconds: Mapping[Size, float] = field(default_factory=lambda: {"light": 120.0, "media": 540.0})
    """What the platform gives one turn of a job; past it the lease is renewed no more."""
    unclaimed_seconds: float = 60.0
    """A message that was not claimed in this time is taken for lost."""
    default_plan: str = "free"

    def patience(self, kind: Kind) -> float:
        """Seconds after which a job of this kind is not tried again."""
        return self.age_seconds_by_kind.get(kind, self.age_seconds)


@dataclass(frozen=True)
class Engine:
    """The ports and tables that every engine function is given."""

    documents: Documents
    files: Files
    queues: Queues
    steps: Mapping[Kind, Step]
    providers: Mapping[str, Provider]
    chains: Mapping[str, tuple[str, ...]]
    """Kind to provider ids, first choice first; `*` for the rest."""
    now: Callable[[], datetime]
    scratch: Path
    """A folder for local files; each advance makes its own below it and removes it."""
    bucket: str
    limits: Limits = Limits()
    log: Callable[[str, Mapping[str, Any]], None] = lambda _event, _fields: None

    def chain(self, kind: Kind) -> tuple[str, ...]:
        """Give the providers of a kind, in order."""
        chosen = self.chains.get(kind, self.chains.get("*", ()))
        return tuple(p for p in chosen if kind in self.providers[p].kinds)

    def chain_of(self, job: Job) -> tuple[str, ...]:
        """Give the providers of a job, in order. A person's own file is only taken in."""
        return (uploaded.ID,) if uploaded.ID in job.inputs else self.chain(job.kind)


class Slot(Model):
    """Who occupies a scene or a project-level part. `slots/{slot}`."""

    current: str | None = None
    """The job that is processing."""
    shown: str | None = None
    """The job that the project document shows: the current one, else the last or the next."""
    plans: dict[Kind, int] = Field(default_factory=dict)
    """Kind to the sequence of the newest plan that has one; older jobs do not own the view."""
    takes: dict[Kind, int] = Field(default_factory=dict)
    """Kind to the highest take that was given out."""
    deleted: bool = False


class Plans(Model):
    """Counts every acceptance and end of a request of a project: who finds it changed, looks again. `slots/plans`."""

    sequence: int = 0


class RequestPlan(Model):
    """What a request was admitted with, `requests/{r}/private/plan`; replanning uses only this."""

    content: FilmContent
    stage: str
    targets: tuple[str, ...]
    """Node names of the stage; empty for all."""
    sequence: int
    counted: bool = False
    """Whether it was counted against its user's quota."""
    job_ids: tuple[str, ...] = ()
    """All jobs that this request ever asked for."""
    wanted: tuple[str, ...] = ()
    """Those that its present plan asks for."""
    waiting_for: tuple[str, ...] = ()
    """Job ids that end the stage."""
    reused: int = 0
    made: int = 0
    accepted: dict[str, int] = Field(default_factory=dict)


def project_path(project_id: str) -> str:
    """Path of a project document."""
    return f"projects/{project_id}"


def job_path(project_id: str, job_id: str) -> str:
    """Path of a job document."""
    return f"projects/{project_id}/jobs/{job_id}"


def slot_path(project_id: str, slot: str) -> str:
    """Path of a slot document."""
    return f"projects/{project_id}/slots/{slot}"


def plans_path(project_id: str) -> str:
    """Path of the count of plans of a project."""
    return slot_path(project_id, "plans")


def request_path(project_id: str, request_id: str) -> str:
    """Path of a request document."""
    return f"projects/{project_id}/requests/{request_id}"


def plan_path(project_id: str, request_id: str) -> str:
    """Path of a request's frozen plan."""
    return f"projects/{project_id}/requests/{request_id}/private/plan"


def breaker_path(provider_id: str) -> str:
    """Path of a provider's circuit breaker."""
    return f"breakers/{provider_id}"


def share_path(share_id: str) -> str:
    """Path of a share document."""
    return f"shares/{share_id}"


def to_data(model: BaseModel) -> Data:
    """Dump a model as Firestore takes it: lists for tuples."""
    data: Data = _plain(model.model_dump())
    return data


def changed(before: BaseModel, after: BaseModel) -> dict[tuple[str, ...], Any]:
    """The top-level fields in which two models of one kind differ, as an update."""
    old = vars(before)
    return {(name,): _plain(value) for name, value in vars(after).items() if old[name] != value}


def _plain(value: Any) -> Any:
    if type(value) in _ATOMS:
        return value
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return to_data(value) if isinstance(value, BaseModel) else value
