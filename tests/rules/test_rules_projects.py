"""Who may read, begin and edit a project, and what of it."""

from typing import Any

import pytest
from google.cloud import firestore
from google.cloud.firestore import FieldFilter

from tests.rules.world import (
    MOOD,
    NOW,
    OWNER,
    STRANGER,
    World,
    changed,
    denied,
    edit,
    lay_project,
    new_project,
    without,
)


def _mine(client: firestore.Client, uid: str) -> firestore.Query:
    return client.collection("projects").where(filter=FieldFilter("user_id", "==", uid))


def test_only_the_owner_gets_a_project(world: World) -> None:
    lay_project(world, "p1")
    assert world.owner.document("projects/p1").get().get("name") == "Lantern"
    denied(world.stranger.document("projects/p1").get)
    denied(world.signed_out.document("projects/p1").get)


def test_a_list_shows_own_projects_only(world: World) -> None:
    lay_project(world, "p1")
    lay_project(world, "p2", user_id=STRANGER)
    assert [found.id for found in _mine(world.owner, OWNER).stream()] == ["p1"]
    denied(list, world.owner.collection("projects").stream())
    denied(list, _mine(world.owner, STRANGER).stream())
    denied(list, _mine(world.signed_out, OWNER).stream())


def test_anybody_signed_in_begins_own_projects_only(world: World) -> None:
    world.owner.document("projects/p1").set(new_project("p1"))
    world.stranger.document("projects/p2").set(new_project("p2", STRANGER))
    denied(world.stranger.document("projects/p3").set, new_project("p3", OWNER))
    denied(world.signed_out.document("projects/p4").set, new_project("p4"))


def test_nobody_begins_a_project_over_another(world: World) -> None:
    lay_project(world, "p1")
    denied(world.stranger.document("projects/p1").set, new_project("p1", STRANGER))
    denied(world.owner.document("projects/p1").set, new_project("p1"))


@pytest.mark.parametrize("key", sorted(new_project("p1")))
def test_a_new_project_has_all_keys(world: World, key: str) -> None:
    denied(world.owner.document("projects/p1").set, without(new_project("p1"), key))
    world.owner.document("projects/p1").set(new_project("p1"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("storyboard.selected_mood", None),
        ("storyboard.selected_mood", {"id": "m", "name": "M", "color_palette": ["#000000", "#ffffff"]}),
        ("storyboard.creative_brief", {}),
        ("storyboard.creative_brief", {"additional_notes": "In spring"}),
        ("takes", {"music": 0}),
        ("aspect", "9:16"),
        ("aspect", "1:1"),
        ("caption_style", "karaoke"),
        ("description", "Grüße, 你好, שלום"),
    ],
)
def test_what_a_new_project_may_say(world: World, path: str, value: Any) -> None:
    world.owner.document("projects/p1").set(changed(new_project("p1"), path, value))


def test_the_owner_edits_content_with_the_next_revision(world: World) -> None:
    project = lay_project(world, "p1")
    project.update(edit(name="Lanterns", storyboard__title="Two lanterns", takes={"music": 1}))
    project.update(edit(revision=9, storyboard__selected_mood={**MOOD, "name": "Dusk"}))
    project.update(edit(revision=10, storyboard__selected_mood=None, caption_style="none", voice="low_1"))
    after = project.get()
    assert (after.get("revision"), after.get("name")) == (10, "Lanterns")
    assert after.get("storyboard.active_job.status") == "completed"


def test_nobody_else_edits(world: World) -> None:
    lay_project(world, "p1")
    denied(world.stranger.document("projects/p1").update, edit(name="Mine"))
    denied(world.signed_out.document("projects/p1").update, edit(name="Mine"))
    world.owner.document("projects/p1").update(edit(name="Mine"))


@pytest.mark.parametrize("revision", [7, 6, 9, 1, 0, 8.0, "8", None])
def test_a_stale_revision_is_denied(world: World, revision: Any) -> None:
    project = lay_project(world, "p1")
    denied(project.update, edit(revision=revision, name="Late"))
    project.update(edit(name="In time"))


def test_of_two_who_read_the_same_revision_one_wins(world: World) -> None:
    project = lay_project(world, "p1")
    project.update(edit(name="First"))
    denied(project.update, edit(name="Second"))
    assert project.get().get("name") == "First"


@pytest.mark.parametrize("forged", [{"user_id": STRANGER}, {"id": "p2"}, {"created_at": NOW}, {"status": "ready"}])
def test_what_never_changes(world: World, forged: dict[str, Any]) -> None:
    project = lay_project(world, "p1")
    denied(project.update, edit(**forged))


@pytest.mark.parametrize(
    "name",
    [
        "stats",
        "film",
        "music",
        "moods",
        "publication",
        "takes_made",
        "step_versions",
        "active_job",
        "assets",
        "anything",
    ],
)
def test_facts_are_the_servers(world: World, name: str) -> None:
    denied(world.owner.document("projects/p2").set, {**new_project("p2"), name: {}})
    project = lay_project(world, "p1")
    denied(project.update, edit(**{name: {"video_path": "projects/p1/film/forged.mp4"}}))
    denied(project.update, edit("s1", **{name: {}}))


@pytest.mark.parametrize(
    "forged",
    [
        {"storyboard__active_job__status": "failed"},
        {"storyboard__active_job": None},
        {"storyboard__active_job": firestore.DELETE_FIELD},
        {"storyboard__id": "other"},
        {"storyboard__extra": 1},
        {"storyboard": {"id": "storyboard", "title": "", "creative_brief": {}, "selected_mood": None}},
    ],
)
def test_the_storyboards_facts_are_the_servers(world: World, forged: dict[str, Any]) -> None:
    project = lay_project(world, "p1")
    denied(project.update, edit(**forged))
    project.update(edit(storyboard__title="Mine to change"))


def test_nobody_deletes_a_project(world: World) -> None:
    project = lay_project(world, "p1")
    for client in (world.owner, world.stranger, world.signed_out):
        denied(client.document("projects/p1").delete)
    assert project.get().exists


def test_a_project_edit_leaves_the_scenes_alone(world: World) -> None:
    project = lay_project(world, "p1")
    denied(project.update, edit(scenes__s1__title="By the way"))
    denied(project.update, edit("s1", scenes__s1__title="By the way", name="And this"))
    project.update(edit("s1", scenes__s1__title="On its own"))
