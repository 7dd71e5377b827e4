"""Jobs `projects/{p}/jobs/{job_id}`: the authority on what is being made; and the messages that move them."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from schemas.base import Id, Model
from schemas.project import JobStatus, Kind

Phase = Literal["submit", "wait", "fetch", "store", "backoff", "submit_unknown"]
Size = Literal["light", "media"]


class StoredFile(Model):
    """A file in Storage, as a job recorded it."""

    path: str
    sha256: str
    size: int = Field(ge=0)
    content_type: str
    metadata: dict[str, str] = Field(default_factory=dict)


class Purchase(Model):
    """A call to a provider, by our name for it and, where that is known, by the provider's."""

    provider: str
    call_id: str
    ticket: str | None = None
    booked_usd: float = 0.0
    """What was booked for it, though nothing came: whoever takes it up books only what is more."""


class Job(Model):
    """One piece of work. Its id is a hash of (project, kind, scene, input hash, run), so it cannot exist twice."""

    job_id: str
    project_id: Id
    user_id: str
    kind: Kind
    slot: str
    """The scene, or the project-level part, that this job occupies while it runs."""
    scene_id: Id | None = None
    label: str = ""
    input_hash: str
    key: str
    """What its file is called: the input hash, and `~n` when it is the n-th placeholder."""
    run: int = 0
    inputs: dict[str, Any] = Field(default_factory=dict)
    sources: dict[str, str] = Field(default_factory=dict)
    """Role to the main Storage path of what this builds on."""
    size: Size
    version: int = 1

    needs: tuple[str, ...] = ()
    """Job ids that must complete first and have not yet."""
    dependents: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    """Requests that have this job as their target."""
    origin: str
    """The request whose frozen content it belongs to."""
    sequence: int = 0
    """The plan it belongs to; a later plan's jobs own the view."""
    turn: int = 0
    """Its place in the fair order between users; the smallest goes first."""

    state: JobStatus = "queued"
    phase: Phase | None = None
    attempt: int = 0
    fence: int = 0
    lease_until: datetime | None = None
    next_at: datetime | None = None
    progress: int = 0
    provider: str | None = None
    provider_job_id: str | None = None
    provider_index: int = 0
    """How far the chain of providers has been gone down."""
    unsettled: tuple[Purchase, ...] = ()
    """Calls that may be charged for and gave nothing. Only a new request asks for the same again."""
    earlier: tuple[Purchase, ...] = ()
    """Unsettled calls of earlier runs of this work: asked about before anything is bought again."""
    cost_usd: float = 0.0
    charged_usd: float = 0.0
    """What its provider charges for work that is done and whose file has not come yet; booked when the job ends."""
    files: tuple[StoredFile, ...] = ()
    facts: dict[str, Any] = Field(default_factory=dict)
    """What the step found out (seconds, size in pixels, notes)."""
    degraded: str | None = None
    error_code: str | None = None
    error_message: str | None = None
    view_pending: bool = False
    call_off: bool = False
    """Whether the provider of this cancelled job has still to be told."""

    created_at: datetime
    started_at: datetime | None = None
    updated_at: datetime
    ended_at: datetime | None = None
    seconds: float = 0.0
    """Time spent inside functions, over all attempts."""

    @property
    def call_id(self) -> str:
        """What its purchase is called at the provider whose turn it is: the same for every try of it."""
        return f"{self.job_id}-{self.provider_index}"

    @property
    def possibly_billed(self) -> tuple[str, ...]:
        """Providers that may charge for this job and gave nothing."""
        return tuple(purchase.provider for purchase in self.unsettled)


class Advance(Model):
    """Pub/Sub: advance this job now."""

    project_id: Id
    job_id: str = Field(pattern=r"^j[0-9a-f]{31}$")
    progress_every: float = Field(default=1.0, ge=0.2, le=600)
    """Seconds between progress writes that this job may use of the project's budget."""


class Wake(Model):
    """Cloud Tasks: advance this job, not before a time."""

    project_id: Id
    job_id: str = Field(pattern=r"^j[0-9a-f]{31}$")
    not_before: datetime
