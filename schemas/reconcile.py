"""What a reconciliation found in a project, and what it did."""

from typing import Any, Literal

from pydantic import Field

from schemas.base import Id, Model
from schemas.project import ProjectStatus

Action = Literal["none", "corrected"]


class Correction(Model):
    """One thing that was put right. `where` is a field of the project document, or `jobs/{job_id}`."""

    where: str
    before: Any = None
    after: Any = None
    reason: str


class FlawedFile(Model):
    """An object under the project's addresses that is not what its name says. It is left where it is."""

    path: str
    reason: str


class Reconciliation(Model):
    """The report. Clips are the scenes' `video_path`: claimed by the document, verified in Storage, missing."""

    project_id: Id
    original_status: ProjectStatus
    corrected_status: ProjectStatus
    claimed_clips: int = Field(ge=0)
    verified_clips: int = Field(ge=0)
    missing_clips: int = Field(ge=0)
    action: Action = "none"
    corrections: tuple[Correction, ...] = ()
    flawed_files: tuple[FlawedFile, ...] = ()
