"""One scene a write, its content only, and never one that was deleted."""

from typing import Any

import pytest
from google.cloud import firestore

from tests.rules.world import World, denied, edit, lay_project, server_scene


def test_the_owner_edits_all_content_of_a_scene(world: World) -> None:
    project = lay_project(world, "p1")
    project.update(
        edit(
            "s1",
            scenes__s1__title="Dusk",
            scenes__s1__description="The harbour empties",
            scenes__s1__narration=None,
            scenes__s1__duration_seconds=7.5,
            scenes__s1__scene_number=3,
            scenes__s1__takes={"image": 2, "video": 0},
        )
    )
    after = project.get().get("scenes.s1")
    assert (after["title"], after["duration_seconds"]) == ("Dusk", 7.5)
    assert after["active_job"]["job_id"] == "j1"


@pytest.mark.parametrize("who", ["stranger", "signed_out"])
def test_nobody_else_does(world: World, who: str) -> None:
    project = lay_project(world, "p1")
    change = edit("s1", scenes__s1__title="Dusk")
    denied(getattr(world, who).document("projects/p1").update, change)
    project.update(change)


@pytest.mark.parametrize(
    "forged",
    [
        {"scenes__s1__assets__video_path": "projects/x/scenes/s1/video/forged.mp4"},
        {"scenes__s1__assets": {}},
        {"scenes__s1__active_job": None},
        {"scenes__s1__active_job__status": "completed"},
        {"scenes__s1__takes_made": {"image": 50}},
        {"scenes__s1__actual_seconds": 1.0},
        {"scenes__s1__composition": {"description": "mine"}},
        {"scenes__s1__deleted": True},
        {"scenes__s1__id": "s9"},
        {"scenes__s1__extra": 1},
        {"scenes__s1__scene_number": firestore.DELETE_FIELD},
        {"scenes__s1": firestore.DELETE_FIELD},
        {"scenes__s1": {"id": "s1", "scene_number": 1, "title": "without its facts"}},
    ],
    ids=str,
)
def test_a_scenes_facts_are_the_servers(world: World, forged: dict[str, Any]) -> None:
    project = lay_project(world, "p1")
    denied(project.update, edit("s1", **forged))
    project.update(edit("s1", scenes__s1__title="Still editable"))


def test_the_edit_names_the_one_scene_that_changed(world: World) -> None:
    project = lay_project(world, "p1")
    denied(project.update, edit("s2", scenes__s1__title="x"))
    denied(project.update, edit("s3"))
    denied(project.update, edit(None, scenes__s1__title="x"))
    denied(project.update, edit("s1", scenes__s1__title="x", scenes__s2__title="y"))
    project.update(edit("s1", scenes__s1__title="x"))
    project.update(edit("s1", revision=9, scenes__s1__title="x"))


def test_a_deleted_scene_stays_as_it_is(world: World) -> None:
    project = lay_project(world, "p1")
    denied(project.update, edit("gone", scenes__gone__title="back", scenes__gone__scene_number=4))
    denied(project.update, edit("gone", scenes__gone__deleted=False))
    denied(project.update, edit("gone", scenes__gone=firestore.DELETE_FIELD))
    denied(project.update, edit("gone", scenes__gone={"id": "gone", "scene_number": 4}))


@pytest.mark.parametrize(
    "scene",
    [
        {"id": "s3", "scene_number": 3},
        {"id": "s3", "scene_number": 3, "title": "New", "description": "", "narration": None, "takes": {}},
        {"id": "s3", "scene_number": 3, "narration": "Said", "duration_seconds": 4, "takes": {"image": 0}},
    ],
)
def test_an_edit_adds_a_scene_with_content_only(world: World, scene: dict[str, Any]) -> None:
    project = lay_project(world, "p1")
    for fact in ("assets", "active_job", "takes_made", "deleted", "composition", "actual_seconds", "extra"):
        denied(project.update, edit("s3", scenes__s3={**scene, fact: {}}))
    denied(project.update, edit("s3", scenes__s3={**scene, "id": "s4"}))
    denied(project.update, edit("s3", scenes__s3={**scene, "takes": {"image": 1}}))
    project.update(edit("s3", scenes__s3=scene))
    project.update(edit("s3", revision=9, scenes__s3__title="Edited"))


@pytest.mark.parametrize("scene_id", ["S3", "3s", "s-3", "s 3", "s/3", "a.b", "x" * 33, "é"])
def test_a_scenes_id_is_a_plain_word(world: World, scene_id: str) -> None:
    project = lay_project(world, "p1")
    scenes = {"s1": server_scene("s1", 1)}
    world.server.document("projects/p1").update({"scenes": scenes})
    added = {**scenes, scene_id: {"id": scene_id, "scene_number": 2}}
    denied(project.update, edit(scene_id, scenes=added))
    project.update(edit("s3", scenes={**scenes, "s3": {"id": "s3", "scene_number": 2}}))


@pytest.mark.parametrize("kind", ["composition", "image", "video", "audio"])
def test_a_take_is_chosen_among_those_made(world: World, kind: str) -> None:
    project = lay_project(world, "p1", scenes={"s1": server_scene("s1", 1, takes_made={kind: 3})})
    for value in (4, -1, 1.0, "1", True, None):
        denied(project.update, edit("s1", scenes__s1__takes={kind: value}))
    for revision, value in enumerate((1, 2, 3, 0), start=8):
        project.update(edit("s1", revision=revision, scenes__s1__takes={kind: value}))


@pytest.mark.parametrize("kind", ["segment", "captions", "film", "music", "Image", "x"])
def test_takes_are_of_known_kinds(world: World, kind: str) -> None:
    project = lay_project(world, "p1")
    denied(project.update, edit("s1", scenes__s1__takes={kind: 0}))


def test_the_films_music_has_takes_too(world: World) -> None:
    project = lay_project(world, "p1")
    denied(project.update, edit(takes={"music": 2}))
    denied(project.update, edit(takes={"image": 0}))
    project.update(edit(takes={"music": 1}))
