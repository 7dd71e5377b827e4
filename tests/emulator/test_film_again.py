"""Producing again: what has not changed is taken from cache; an edit makes exactly what builds on it, and no more."""

from collections import Counter
from typing import Any

import pytest

from schemas.project import Project
from tests.kit.filmed import Production, Stage

pytestmark = [pytest.mark.emulator, pytest.mark.timeout(900)]


@pytest.fixture
def project(stage: Stage, filmed: Production) -> Project:
    """The project as the tests before this one have left it, with nothing left to make."""
    assert filmed.answer.status == "completed"
    return stage.frontend.read(filmed.project.id)


def _kinds(production: Production) -> Counter[str]:
    return Counter(kind for kind, _ in production.made())


def _without_times(project: Project) -> dict[str, Any]:
    film, scene = (
        {"film": {"generated_at", "active_job"}},
        {"assets": {"generated_at"}, "composition": {"generated_at"}},
    )
    return project.model_dump(exclude={"updated_at": True, "stats": True, **film, "scenes": {"__all__": scene}})


def test_nothing_is_made_when_nothing_has_changed(stage, project):
    objects, calls = stage.objects(f"projects/{project.id}/"), len(stage.scripted.calls)

    again = stage.produce(project.id)

    outcome = again.answer.outcome
    assert (again.answer.status, outcome.cached, outcome.jobs) == ("completed", True, 0)
    assert outcome.reused > 0
    assert again.jobs == {}
    assert stage.objects(f"projects/{project.id}/") == objects
    assert len(stage.scripted.calls) == calls
    assert again.project.status == "ready"
    assert _without_times(again.project) == _without_times(project)


def test_a_new_description_rebuilds_that_scene_its_transitions_and_the_film(stage, project):
    before = stage.objects(f"projects/{project.id}/")
    stage.frontend.edit_scene(project.id, "silent", description="A yellow balloon over a wide field at noon.")

    again = stage.produce(project.id)

    kinds = {"composition": 1, "image": 1, "video": 1, "segment": 1, "transition": 2, "film": 1}
    assert _kinds(again) == Counter(kinds)
    assert {scene for kind, scene in again.made() if kind not in {"transition", "film"}} == {"silent"}
    assert before.items() <= stage.objects(f"projects/{project.id}/").items()  # nothing is replaced, nothing deleted
    old, new = project.scenes["silent"].assets, again.project.scenes["silent"].assets
    assert old.image_path != new.image_path
    assert old.segment_path != new.segment_path
    unchanged = [scene.id for scene in project.film_scenes() if scene.id != "silent"]
    assert all(again.project.scenes[name].assets == project.scenes[name].assets for name in unchanged)
    assert again.project.film.video_path != project.film.video_path


def test_a_new_narration_rebuilds_no_picture(stage, project):
    stage.frontend.edit_scene(project.id, "english", narration="He goes down again at dawn.")

    again = stage.produce(project.id)

    assert _kinds(again) == Counter(audio=1, captions=1, segment=1, transition=1, soundtrack=1, film=1)
    old, new = project.scenes["english"], again.project.scenes["english"]
    assert (old.assets.image_path, old.assets.video_path) == (new.assets.image_path, new.assets.video_path)
    assert new.actual_seconds != old.actual_seconds
    lengths = [scene.actual_seconds for scene in again.project.film_scenes()]
    assert again.project.film.duration_seconds == pytest.approx(sum(lengths), abs=0.01)


def test_undoing_an_edit_costs_nothing(stage, project):
    scene = project.scenes["silent"]
    stage.frontend.edit_scene(project.id, "silent", title="For a moment")
    stage.frontend.edit_scene(project.id, "silent", title=scene.title)
    again = stage.produce(project.id)
    assert again.answer.outcome.cached
    assert again.project.film.video_path == project.film.video_path


def test_another_take_is_one_new_picture_beside_the_old_one(stage, project):
    folder = f"projects/{project.id}/scenes/silent/image/"
    before, jobs = stage.objects(folder), set(stage.jobs(project.id))

    _, answer = stage.frontend.request(
        project.id, "retake", target={"scene_id": "silent", "kind": "image"}, timeout=120
    )

    after = stage.objects(folder)
    assert before.items() <= after.items()
    new = sorted(set(after) - set(before))
    assert [name.split(".", 1)[1] for name in new] == ["png", "thumbnail.jpg"]
    assert answer.outcome.jobs == 1
    assert [job["kind"] for name, job in stage.jobs(project.id).items() if name not in jobs] == ["image"]
    shown = stage.frontend.read(project.id).scenes["silent"]
    assert (shown.takes, shown.takes_made) == ({"image": 1}, {"image": 1})
    assert shown.assets.image_path == new[0]
    old = str(project.scenes["silent"].assets.image_path)
    assert after[old].metadata["sha256"] != after[new[0]].metadata["sha256"]

    stage.frontend.edit_scene(project.id, "silent", takes={"image": 0})
    again = stage.produce(project.id)
    assert again.answer.outcome.cached  # the first take and all that was made of it are still there
    assert again.project.scenes["silent"].assets.image_path == old


def test_a_new_title_is_drawn_and_named_as_a_chapter_but_spoken_nowhere(stage, project):
    stage.frontend.edit_scene(project.id, "silent", title="The wide field")

    again = stage.produce(project.id)

    made = _kinds(again)
    assert made["audio"] == made["captions"] == made["music"] == 0
    assert made == Counter(composition=1, image=1, video=1, segment=1, transition=2, film=1)
