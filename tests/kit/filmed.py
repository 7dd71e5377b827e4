"""The stage of the tests that film for real: one whole suite, its users, what it stores, and a film as it was made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from cli.frontend import Frontend, sign_in
from cli.progress import Seen
from cli.suite import BUCKET, Suite
from schemas.brief import Brief
from schemas.project import Project
from schemas.request import Request
from tests.kit.scripted_server import ScriptedServer

MOOD = {
    "id": "plain",
    "name": "Plain",
    "description": "Clear and calm.",
    "visual_style": "Flat shapes, clear light.",
    "color_palette": ["#1f3a5f", "#e0a458", "#f4ecd8"],
    "mood_keywords": ["calm"],
}
"""A mood that is chosen already, so that none has to be found."""


@dataclass(frozen=True)
class Stored:
    """An object in Storage: its size in bytes and its own metadata."""

    path: str
    size: int
    content_type: str
    metadata: Mapping[str, str]


@dataclass
class Stage:
    """The suite and who uses it."""

    suite: Suite
    scripted: ScriptedServer
    frontend: Frontend

    def user(self, name: str) -> Frontend:
        """Another signed-in user."""
        return Frontend(self.suite.endpoints, sign_in(self.suite.endpoints, f"{name}@example.com"))

    def objects(self, prefix: str) -> dict[str, Stored]:
        """All objects under a prefix, by name, as the bucket's owner sees them."""
        found: dict[str, Stored] = {}
        params = {"prefix": prefix}
        while True:
            reply = httpx.get(f"{self._storage}/storage/v1/b/{BUCKET}/o", params=params, timeout=60, trust_env=False)
            reply.raise_for_status()
            answer = reply.json()
            for item in answer.get("items", []):
                found[item["name"]] = Stored(
                    item["name"], int(item["size"]), item["contentType"], item.get("metadata") or {}
                )
            if "nextPageToken" not in answer:
                return found
            params = {"prefix": prefix, "pageToken": answer["nextPageToken"]}

    def content(self, path: str) -> bytes:
        """The bytes of an object, as the bucket's owner."""
        address = f"{self._storage}/download/storage/v1/b/{BUCKET}/o/{quote(path, safe='')}"
        reply = httpx.get(address, params={"alt": "media"}, timeout=60, trust_env=False)
        reply.raise_for_status()
        return reply.content

    def public_url(self, path: str) -> str:
        """Where anybody would ask for an object; without a token nobody gets it."""
        return f"{self._storage}/v0/b/{BUCKET}/o/{quote(path, safe='')}?alt=media"

    @property
    def _storage(self) -> str:
        return self.suite.endpoints.url("storage")

    def project(self, name: str, scenes: list[dict[str, Any]], **fields: Any) -> str:
        """A project with these scenes, as an app makes it; square, and with a mood already chosen."""
        brief = brief_of(name, scenes, **fields)
        project_id = self.frontend.create_project(brief)
        new = [scene.model_dump(mode="json", exclude_none=True) for scene in brief.scenes]
        self.frontend.request(project_id, "set_scenes", options={"scenes": new}, timeout=60)
        return project_id

    def produce(self, project_id: str) -> "Production":
        """Produce a project and tell what came of it."""
        before = set(self.jobs(project_id))
        seen = Seen()
        _, answer = self.frontend.request(
            project_id, "produce", watch=lambda project: _note(seen, project), timeout=300
        )
        new = {job_id: job for job_id, job in self.jobs(project_id).items() if job_id not in before}
        return Production(self.frontend.read(project_id), answer, new, seen)

    def jobs(self, project_id: str) -> dict[str, dict[str, Any]]:
        """All jobs of a project by id."""
        return {job["job_id"]: job for job in self.frontend.jobs(project_id)}


@dataclass(frozen=True)
class Production:
    """One produce request: the project after it, its answer, the jobs that it made, and what a listener saw."""

    project: Project
    answer: Request
    jobs: dict[str, dict[str, Any]]
    seen: Seen = field(default_factory=Seen)

    def made(self) -> list[tuple[str, str | None]]:
        """Kind and scene of every new job that completed, sorted; a transition's scene is None."""
        done = [(str(job["kind"]), job["scene_id"]) for job in self.jobs.values() if job["state"] == "completed"]
        return sorted(done, key=str)


def brief_of(name: str, scenes: list[dict[str, Any]], **fields: Any) -> Brief:
    """A square film's brief; its scenes dissolve into each other, however short they are."""
    story = {"title": name, "creative_brief": {"brand_name": "Reelwright", "tone": "calm"}, "selected_mood": MOOD}
    return Brief(
        **{"name": name, "aspect": "1:1", "transition": "dissolve", "storyboard": story, "scenes": scenes, **fields}
    )


def _note(seen: Seen, project: Project) -> None:
    for scene in project.film_scenes():
        seen.note(scene.id, scene.active_job)
    seen.note("music", project.music.active_job)
    seen.note("film", project.film.active_job)
