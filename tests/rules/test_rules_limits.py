"""Every limit of schemas/limits.py that the rules repeat, tried at its value and one beyond."""

from typing import Any, get_args

import pytest

from schemas import limits
from schemas.project import (
    Aspect,
    CaptionStyle,
    CreativeBrief,
    Fit,
    Mood,
    Platform,
    SceneContent,
    SceneMedia,
    TransitionStyle,
)
from schemas.request import NewScene
from tests.rules.world import (
    World,
    ask,
    changed,
    denied,
    edit,
    lay_project,
    new_project,
    new_request,
    server_scene,
)

PALETTE = ["#0a1B2c"] * limits.PALETTE
KEYWORDS = ["w" * 60] * limits.KEYWORDS
KEYWORD = next(iter(Mood.model_fields["mood_keywords"].annotation.__args__)).__metadata__[0].max_length  # type: ignore[union-attr]

PROJECT_TEXTS = [
    ("name", limits.NAME),
    ("description", limits.DESCRIPTION),
    ("storyboard.title", limits.NAME),
    *[
        (f"storyboard.creative_brief.{name}", limits.BRIEF_NOTES if name == "additional_notes" else limits.BRIEF_FIELD)
        for name in CreativeBrief.model_fields
    ],
    ("storyboard.selected_mood.name", limits.NAME),
    ("storyboard.selected_mood.description", limits.DESCRIPTION),
    ("storyboard.selected_mood.visual_style", limits.DESCRIPTION),
]


@pytest.mark.parametrize(("path", "longest"), PROJECT_TEXTS)
def test_texts_of_a_project(world: World, path: str, longest: int) -> None:
    denied(world.owner.document("projects/p1").set, changed(new_project("p1"), path, "é" * (longest + 1)))
    world.owner.document("projects/p1").set(changed(new_project("p1"), path, "é" * longest))

    top = path.partition(".")[0]
    before = new_project("p2")
    project = lay_project(world, "p2", storyboard=before["storyboard"])
    for size, allowed in ((longest + 1, False), (longest, True)):
        after = changed(before, path, "é" * size)
        change = edit(**{top: after[top]})
        project.update(change) if allowed else denied(project.update, change)


@pytest.mark.parametrize("path", ["name", "storyboard.selected_mood.name"])
def test_names_are_not_empty(world: World, path: str) -> None:
    denied(world.owner.document("projects/p1").set, changed(new_project("p1"), path, ""))
    world.owner.document("projects/p1").set(changed(new_project("p1"), path, "x"))


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("color_palette", PALETTE, [*PALETTE, "#000000"]),
        ("color_palette", ["#000000", "#ffffff"], ["#000000"]),
        ("color_palette", ["#000000", "#ffffff"], []),
        ("color_palette", ["#000000", "#ffffff"], ["#000000,#ffffff", "#000000"]),
        ("color_palette", ["#000000", "#ffffff"], ["#000000\n#ffffff", "#000000"]),
        ("color_palette", ["#000000", "#ffffff"], ["#000000", "#fffffg"]),
        ("color_palette", ["#000000", "#ffffff"], ["#000000", 1]),
        ("mood_keywords", KEYWORDS, [*KEYWORDS, "w"]),
        ("mood_keywords", ["w" * KEYWORD], ["w" * (KEYWORD + 1)]),
        ("mood_keywords", [], ["two\nlines"]),
        ("mood_keywords", ["one"], ["one", 2]),
        ("mood_keywords", ["one"], ["one", None]),
        ("mood_keywords", ["one"], [{"x": "one"}]),
        ("mood_keywords", ["one"], "one"),
    ],
)
def test_lists_of_a_mood(world: World, key: str, good: list[str], bad: Any) -> None:
    path = f"storyboard.selected_mood.{key}"
    denied(world.owner.document("projects/p1").set, changed(new_project("p1"), path, bad))
    world.owner.document("projects/p1").set(changed(new_project("p1"), path, good))


@pytest.mark.parametrize("aspect", get_args(Aspect))
def test_aspects(world: World, aspect: str) -> None:
    world.owner.document("projects/p1").set(new_project("p1", aspect=aspect))


@pytest.mark.parametrize("style", get_args(TransitionStyle))
def test_transition_styles(world: World, style: str) -> None:
    world.owner.document("projects/p1").set(new_project("p1", transition=style))
    lay_project(world, "p2").update(edit("s1", scenes__s1__transition=style))


@pytest.mark.parametrize("platform", get_args(Platform))
def test_platforms(world: World, platform: str) -> None:
    world.owner.document("projects/p1").set(new_project("p1", platform=platform))


def test_how_many_pictures_a_scene_has_and_how_they_fit(world: World) -> None:
    project = lay_project(world, "p1")
    for revision, (fit, frames) in enumerate(zip(get_args(Fit), (1, 3, limits.SCENE_FRAMES), strict=True), 8):
        project.update(edit("s1", revision=revision, scenes__s1__fit=fit, scenes__s1__frames=frames))
    for wrong in (0, limits.SCENE_FRAMES + 1, 1.5):
        denied(project.update, edit("s1", revision=11, scenes__s1__frames=wrong))
    denied(project.update, edit("s1", revision=11, scenes__s1__fit="stretch"))


def test_a_persons_own_files_are_named_by_upload_and_taken_back(world: World) -> None:
    project = lay_project(world, "p1")
    every = {name: f"up_{name}" for name in SceneMedia.model_fields}
    project.update(edit("s1", scenes__s1__media=every))
    project.update(edit("s1", revision=9, scenes__s1__media={"image": None}))
    project.update(edit(revision=10, media={"music": "up_song"}))
    denied(project.update, edit(revision=11, media={"music": "uploads/song"}))


@pytest.mark.parametrize("style", get_args(CaptionStyle))
def test_caption_styles(world: World, style: str) -> None:
    world.owner.document("projects/p1").set(new_project("p1", caption_style=style))


def test_everything_at_once_stays_within_the_engines_budget(world: World) -> None:
    """The engine evaluates 1000 expressions a request and denies what needs more."""
    full = new_project("p1")
    for path, longest in PROJECT_TEXTS:
        full = changed(full, path, "é" * longest)
    full = changed(full, "storyboard.selected_mood.color_palette", PALETTE)
    full = changed(full, "storyboard.selected_mood.mood_keywords", KEYWORDS)
    full |= {"transition": "zoom", "platform": "shorts", "title_card": True, "end_card": True, "sound_effects": True}
    full |= {"media": {"music": "a" * 32}}
    project = world.owner.document("projects/p1")
    project.set(full)
    content = ["name", "description", "aspect", "voice", "caption_style", "takes", "storyboard"]
    content += ["transition", "platform", "title_card", "end_card", "sound_effects", "media"]
    project.update(edit(revision=2, **{key: full[key] for key in content}))


@pytest.mark.parametrize(
    ("name", "longest"),
    [
        ("title", limits.SCENE_TITLE),
        ("description", limits.SCENE_DESCRIPTION),
        ("narration", limits.SCENE_NARRATION),
    ],
)
def test_texts_of_a_scene(world: World, name: str, longest: int) -> None:
    project = lay_project(world, "p1", scenes={"s1": server_scene("s1", 1, title="", description="", narration="")})
    denied(project.update, edit("s1", **{f"scenes__s1__{name}": "é" * (longest + 1)}))
    project.update(edit("s1", **{f"scenes__s1__{name}": "é" * longest}))


def test_bytes_of_a_scenes_texts_together(world: World) -> None:
    project = lay_project(world, "p1")
    rest = limits.SCENE_TEXT_BYTES - 3 * (limits.SCENE_TITLE + limits.SCENE_DESCRIPTION)
    texts = {"title": "中" * limits.SCENE_TITLE, "description": "中" * limits.SCENE_DESCRIPTION}
    for narration, allowed in (("中" * (rest // 3) + "a", False), ("中" * (rest // 3), True)):
        scene = {"id": "s3", "scene_number": 3, **texts, "narration": narration}
        change = edit("s3", scenes__s3=scene)
        if allowed:
            SceneContent.model_validate(scene)
            project.update(change)
        else:
            with pytest.raises(ValueError, match="bytes together"):
                SceneContent.model_validate(scene)
            denied(project.update, change)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("duration_seconds", limits.SCENE_SECONDS_MIN, True),
        ("duration_seconds", limits.SCENE_SECONDS_MIN - 0.01, False),
        ("duration_seconds", limits.SCENE_SECONDS_MAX, True),
        ("duration_seconds", limits.SCENE_SECONDS_MAX + 0.01, False),
        ("duration_seconds", float("nan"), False),
        ("duration_seconds", float("inf"), False),
        ("scene_number", 1, True),
        ("scene_number", 0, False),
        ("scene_number", 100_000, True),
        ("scene_number", 100_001, False),
        ("scene_number", 1.5, False),
    ],
)
def test_numbers_of_a_scene(world: World, name: str, value: float, allowed: bool) -> None:
    project = lay_project(world, "p1")
    change = edit("s1", **{f"scenes__s1__{name}": value})
    project.update(change) if allowed else denied(project.update, change)


def _scenes(live: int, deleted: int) -> dict[str, Any]:
    scenes: dict[str, Any] = {f"s{number}": server_scene(f"s{number}", number) for number in range(1, live + 1)}
    return scenes | {f"d{number}": {"id": f"d{number}", "deleted": True} for number in range(deleted)}


@pytest.mark.parametrize(
    ("live", "deleted", "allowed"),
    [
        (limits.SCENES - 1, 0, True),
        (limits.SCENES, 0, False),
        (limits.SCENES - 1, limits.SCENES, True),
        (limits.SCENES, 1, False),
        (limits.SCENES - 1, limits.SCENES + 1, False),
    ],
)
def test_count_of_scenes(world: World, live: int, deleted: int, allowed: bool) -> None:
    stats = {"total_scenes": live, "completed_scenes": 0}
    project = lay_project(world, "p1", scenes=_scenes(live, deleted), stats=stats)
    change = edit("more", scenes__more={"id": "more", "scene_number": 101})
    project.update(change) if allowed else denied(project.update, change)


def test_a_full_project_is_still_edited(world: World) -> None:
    project = lay_project(world, "p1", scenes=_scenes(limits.SCENES, limits.SCENES))
    project.update(edit("s100", scenes__s100__title="Last"))


@pytest.mark.parametrize(
    ("kind", "name", "items"),
    [
        ("set_scenes", "scenes", [NewScene(title="One").model_dump(exclude_none=True)] * (limits.SCENES + 1)),
        ("reorder", "scene_ids", ["s" * 29 + f"{number:03}" for number in range(limits.SCENES + 1)]),
    ],
)
def test_count_of_what_a_request_lists(world: World, kind: str, name: str, items: list[Any]) -> None:
    lay_project(world, "p1")
    wrong: list[Any] = [items, [], {}, "x", None]
    for value in wrong:
        denied(ask, world.owner, "p1/r1", new_request(kind, options={name: value}))
    ask(world.owner, "p1/r1", new_request(kind, options={name: items[:-1]}))


@pytest.mark.parametrize("wrong", ["S1", "a.b", "a/b", "", "x" * 33, "a\nb", 1, None])
def test_a_reorder_lists_ids(world: World, wrong: Any) -> None:
    lay_project(world, "p1")
    denied(ask, world.owner, "p1/r1", new_request("reorder", options={"scene_ids": ["s1", wrong]}))
    ask(world.owner, "p1/r1", new_request("reorder", options={"scene_ids": ["s1", "s2"]}))
