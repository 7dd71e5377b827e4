"""What the people of a town do: they ask, edit, delete, take back, publish, and change their minds."""

import random
from dataclasses import dataclass, field
from typing import Any

from functions.stores.documents import Delete, FieldPath, Update
from tests.kit.world import World

_WISHES = (
    *["produce"] * 6, *["edit"] * 4, *["generate"] * 2, *["retake"] * 3, "cancel", "cancel one", "delete_scene",
    *["publish"] * 2, "unpublish", "reorder", "set_scenes", "storyboard", "moods", "add", "meddle",
)  # fmt: skip


@dataclass
class People:
    """The owners of projects, and what they have asked for that nobody has looked at yet."""

    world: World
    random: random.Random
    owners: dict[str, str] = field(default_factory=dict)
    """Project id to user."""
    pending: list[tuple[str, str]] = field(default_factory=list)
    """Project and request ids whose event is still to come."""
    asked: int = 0

    def settle_in(self, users: int, projects: int) -> None:
        """Begin: everybody has a project and wants its film, or some do."""
        for number in range(projects):
            project_id = f"p{number}"
            self.owners[project_id] = f"user{number % users}"
            scenes = self.random.choice([0, 2, 3, 4, 5])
            self.world.project(project_id, scenes=scenes, user=self.owners[project_id], mood=self.random.random() < 0.8)

    @property
    def projects(self) -> list[str]:
        """Ids of the projects that are there."""
        return [project_id for project_id in self.owners if self._document(project_id) is not None]

    def demolish(self, project_id: str) -> None:
        """An operator deletes a project document, whatever is going on in it."""
        self.world.documents._apply([Delete(f"projects/{project_id}")])

    def wish(self) -> str:
        """Somebody does something; gives what."""
        if not self.projects:
            return "nothing"
        project_id = self.random.choice(self.projects)
        scenes = self._scenes(project_id)
        choose, some = self.random.choice, self.random.choice(scenes) if scenes else "s1"
        kind = choose(_WISHES)
        if kind == "edit":
            name = choose(["description", "narration", "title", "duration_seconds"])
            value = round(self.random.uniform(1, 9), 2) if name == "duration_seconds" else f"{name} {self._words()}"
            self._write(project_id, {("scenes", some, name): value} if scenes else {})
        elif kind == "add":
            new = f"n{self.random.randrange(10**6)}"
            self._write(project_id, {("scenes", new): {"id": new, "scene_number": 50, "title": new}})
        elif kind in {"generate", "retake"}:
            made = choose(["image", "audio", "video", "composition"])
            self.ask(project_id, kind, target={"scene_id": some, "kind": made})
        elif kind == "cancel one":
            known = self._requests(project_id)
            self.ask(project_id, "cancel", options={"request_id": choose(known)} if known else {})
        elif kind == "delete_scene":
            self.ask(project_id, kind, target={"scene_id": some})
        elif kind == "reorder":
            order = self.random.sample(scenes or ["s1"], len(scenes) or 1)
            self.ask(project_id, kind, options={"scene_ids": order})
        elif kind == "set_scenes":
            written = [{"title": "One"}, {"title": "Two", "narration": "Two, too."}]
            self.ask(project_id, kind, options={"scenes": written})
        elif kind == "meddle":
            self.ask(project_id, "produce", user="a stranger")
        else:
            self.ask(project_id, kind)
        return kind

    def ask(self, project_id: str, kind: str, *, user: str | None = None, **fields: Any) -> str:
        """Write a request; its event comes when it comes."""
        self.asked += 1
        user = user or self.owners[project_id]
        request_id = self.world.request(kind, project_id, user=user, admitted=False, **fields)
        self.pending.append((project_id, request_id))
        return request_id

    def _words(self) -> str:
        return f"{self.random.random():.4f}"

    def _write(self, project_id: str, fields: dict[FieldPath, Any]) -> None:
        """A client's edit, as the rules let it through."""
        if fields:
            self.world.documents._apply([Update(f"projects/{project_id}", fields)])

    def _document(self, project_id: str) -> Any:
        return self.world.documents._documents.get(f"projects/{project_id}")

    def _scenes(self, project_id: str) -> list[str]:
        found = self._document(project_id)["scenes"]
        return sorted(scene_id for scene_id, scene in found.items() if not scene.get("deleted"))

    def _requests(self, project_id: str) -> list[str]:
        start = f"projects/{project_id}/requests/"
        paths = self.world.documents._documents
        return sorted(p.rsplit("/", 1)[1] for p in paths if p.startswith(start) and p.count("/") == 3)
