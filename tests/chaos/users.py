"""What people do meanwhile: they edit, ask, change their minds and delete, as an app lets them."""

import random
from typing import Any

from functions.engine.engine import project_path
from tests.chaos.fleet import Fleet
from tests.kit import invariants

_WISHES = (
    *["produce"] * 4, *["edit"] * 3, "generate", "retake", "cancel", "cancel one", "delete_scene", "publish",
    "unpublish", "reorder", "set_scenes", "storyboard", "moods",
)  # fmt: skip
_OPEN = 2
"""How many requests of a project are open at most before the next is sent."""


class Users:
    """The owners of a fleet's projects."""

    def __init__(self, fleet: Fleet, client: Any, seed: int, names: dict[str, str]) -> None:
        self.owner_of = names
        self.edits = self.requests = 0
        self._fleet, self._client, self._random = fleet, client, random.Random(seed)

    def act(self) -> None:
        """One of them does something, unless enough is open there."""
        project_id = self._random.choice(sorted(self.owner_of))
        found = self._fleet.documents.query(f"projects/{project_id}/requests")
        opened = [each.id for each in found if each.data["status"] not in invariants.ENDED]
        if len(opened) < _OPEN:
            self._wish(project_id, [each.id for each in found])

    def _wish(self, project_id: str, known: list[str]) -> None:
        choose = self._random.choice
        scenes = self._scenes(project_id)
        some, kind = choose(scenes) if scenes else "s1", choose(_WISHES)
        if kind == "edit":
            self._edit(project_id, some, choose(["description", "narration", "title"]))
        elif kind in {"generate", "retake"}:
            made = choose(["image", "audio", "video", "composition"])
            self._ask(project_id, kind, target={"scene_id": some, "kind": made})
        elif kind == "cancel one":
            self._ask(project_id, "cancel", options={"request_id": choose(known)} if known else {})
        elif kind == "delete_scene":
            self._ask(project_id, kind, target={"scene_id": some})
        elif kind == "reorder":
            order = self._random.sample(scenes or ["s1"], len(scenes) or 1)
            self._ask(project_id, kind, options={"scene_ids": order})
        elif kind == "set_scenes":
            scenes_wanted = [{"title": "One"}, {"title": "Two", "narration": "Two, too."}]
            self._ask(project_id, kind, options={"scenes": scenes_wanted})
        else:
            self._ask(project_id, kind)

    def _ask(self, project_id: str, kind: str, **fields: Any) -> None:
        self.requests += 1
        self._fleet.request(project_id, self.owner_of[project_id], kind, **fields)

    def _edit(self, project_id: str, scene_id: str, name: str) -> None:
        """An edit as the rules let it through: of a scene that is there, in a project as it was read."""
        from google.api_core.exceptions import FailedPrecondition

        reference = self._client.document(project_path(project_id))
        snapshot = reference.get()
        if scene_id not in (snapshot.get("scenes") or {}) or snapshot.get("scenes")[scene_id].get("deleted"):
            return
        option = self._client.write_option(last_update_time=snapshot.update_time)
        try:
            reference.update({f"scenes.{scene_id}.{name}": f"{name} {self._random.random():.4f}"}, option=option)
        except FailedPrecondition:
            return  # somebody else was quicker
        self.edits += 1

    def _scenes(self, project_id: str) -> list[str]:
        data = self._fleet.documents.get(project_path(project_id)) or {}
        return sorted(name for name, scene in data["scenes"].items() if not scene.get("deleted"))
