"""Content that functions write: the mood and the scenes that a stage has made, and how much a film may hold."""

from collections.abc import Collection, Mapping
from typing import Any

from functions.engine.engine import Engine, RequestPlan, plan_path, project_path, to_data
from functions.engine.rejection import Rejected, no_project
from functions.stores.documents import Data, FieldPath, Put, Transaction, Update
from schemas import limits
from schemas.content import FilmContent
from schemas.project import Mood, SceneContent


def is_adopted(frozen: RequestPlan) -> bool:
    """Whether the result of a plan's stage is content already, or is none that becomes content."""
    stage = frozen.stage.removesuffix(">")
    if stage == "storyboard":
        return bool(frozen.content.scenes)
    return frozen.stage != "moods>" or frozen.content.mood is not None


def adopt(engine: Engine, request_id: str, frozen: RequestPlan, result: Mapping[str, Any]) -> RequestPlan | None:
    """Take the mood or the scenes that a stage made into the project and the frozen plan, in one commit.

    A mood that was chosen meanwhile is respected. None when the plan was changed by somebody else.

    Raises:
        Rejected: the project is gone, or has got scenes meanwhile.
    """
    content = frozen.content
    project, plan_doc = project_path(content.project_id), plan_path(content.project_id, request_id)

    def body(transaction: Transaction) -> RequestPlan | None:
        found = transaction.get_all([project, plan_doc])
        if plan_doc not in found or RequestPlan.model_validate(found[plan_doc]) != frozen:
            return None
        if project not in found:
            raise no_project()
        take = _take_scenes if frozen.stage.startswith("storyboard") else _take_mood
        fields, changed = take(engine, content, found[project], result)
        adopted = frozen.model_copy(update={"content": changed})
        transaction.write(Put(plan_doc, to_data(adopted)))
        if fields:
            transaction.write(Update(project, fields))
        return adopted

    return engine.documents.transact(body)


Taken = tuple[dict[FieldPath, Any], FilmContent]


def _take_mood(_engine: Engine, content: FilmContent, project: Data, result: Mapping[str, Any]) -> Taken:
    chosen = project.get("storyboard", {}).get("selected_mood")
    mood = Mood.model_validate(chosen or result["moods"][0])
    fields: dict[FieldPath, Any] = {} if chosen else {("storyboard", "selected_mood"): to_data(mood)}
    return fields, content.model_copy(update={"mood": mood})


def _take_scenes(engine: Engine, content: FilmContent, project: Data, result: Mapping[str, Any]) -> Taken:
    made = [SceneContent.model_validate(scene) for scene in result["scenes"]]
    ids = free_ids(len(made), project.get("scenes", {}))
    scenes = tuple(scene.model_copy(update={"id": new}) for scene, new in zip(made, ids, strict=True))
    return first_scenes(engine, project, scenes), content.model_copy(update={"scenes": scenes})


def check_empty(project: Data) -> None:
    """Reject a project that holds scenes which are not deleted."""
    if any(not scene.get("deleted") for scene in project.get("scenes", {}).values()):
        raise Rejected("scenes_exist", "The project has scenes already.", "Edit them, or delete them first.")


def free_ids(count: int, taken: Collection[str]) -> list[str]:
    """Scene ids that were never used: s1, s2 and so on."""
    numbered = (f"s{number}" for number in range(1, count + len(taken) + 1))
    return [scene_id for scene_id in numbered if scene_id not in taken][:count]


def first_scenes(engine: Engine, project: Data, scenes: tuple[SceneContent, ...]) -> dict[FieldPath, Any]:
    """The fields of a project document that give it scenes. Rejected when it has some, or has held too many before."""
    check_empty(project)
    if len(project.get("scenes", {})) + len(scenes) > 2 * limits.SCENES:
        raise Rejected(
            "too_many_scenes",
            f"A project holds at most {2 * limits.SCENES} scenes, deleted ones among them.",
            "Make a new project.",
        )
    now = engine.now()
    fields: dict[FieldPath, Any] = {
        ("scenes", scene.id): {**to_data(scene), "deleted": False, "takes_made": {}, "assets": {}} for scene in scenes
    }
    fields[("updated_at",)] = now
    fields[("stats",)] = {"total_scenes": len(scenes), "completed_scenes": 0, "last_activity": now}
    return fields


def check_size(content: FilmContent) -> None:
    """Reject a film of more scenes or seconds than is allowed: the rules bound what a client writes only roughly."""
    if len(content.scenes) > limits.SCENES:
        raise Rejected(
            "too_many_scenes",
            f"The film has {len(content.scenes)} scenes; at most {limits.SCENES} are allowed.",
            "Delete some scenes, or make two films.",
        )
    total = sum(scene.duration_seconds for scene in content.scenes)
    if total > limits.FILM_SECONDS_MAX:
        raise Rejected(
            "film_too_long",
            f"The scenes last {total:.0f} s together; at most {limits.FILM_SECONDS_MAX:.0f} s are allowed.",
            "Shorten some scenes, or make two films.",
        )
