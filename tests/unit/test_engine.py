"""The engine over the in-memory stores: the whole graph of a film, edits, retakes, failures, healing, races."""

from collections import Counter
from collections.abc import Mapping

import pytest

from functions.engine.engine import Limits
from functions.engine.sweep import sweep
from functions.stores.documents import Update
from schemas.job import Size
from tests.kit.world import Ledger, World


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def test_produce_makes_every_part_once_and_says_so(world):
    world.project(scenes=3)
    request = world.request("produce")
    world.settle()

    answer = world.read_request(request)
    assert (answer.status, answer.message) == ("completed", None)
    each = dict.fromkeys(("composition", "image", "audio", "captions", "video", "segment"), 3)
    assert world.made() == Counter({**each, "transition": 2, "music": 1, "soundtrack": 1, "film": 1})
    project = world.read()
    assert project.status == "ready"
    assert project.film.video_path
    assert world.files.stat(project.film.video_path)
    for scene in project.film_scenes():
        assert scene.active_job
        assert (scene.active_job.type, scene.active_job.status, scene.active_job.progress) == (
            "segment",
            "completed",
            100,
        )
        for name in ("composition", "image", "video", "audio", "captions", "segment"):
            assert world.files.stat(getattr(scene.assets, f"{name}_path"))
    assert max(world.ledger.billed.values()) == 1
    assert project.stats and project.stats.completed_scenes == 3


def test_produce_again_makes_nothing_and_says_cached(world):
    world.project()
    world.request("produce")
    world.settle()
    before = dict(world.ledger.billed), len(world.files.list(""))

    again = world.request("produce")
    world.settle()

    answer = world.read_request(again)
    assert answer.status == "completed"
    assert answer.outcome and answer.outcome.cached and answer.outcome.jobs == 0
    assert (dict(world.ledger.billed), len(world.files.list(""))) == before
    assert world.read().status == "ready"


def _edit(world, scene_id, **fields):
    world.documents._documents["projects/p"]["scenes"][scene_id].update(fields)


def test_editing_a_description_rebuilds_that_scenes_chain_and_the_film(world):
    world.project(scenes=4)
    world.request("produce")
    world.settle()
    before = world.made()

    _edit(world, "s2", description="Something else entirely.")
    world.request("produce")
    world.settle()

    rebuilt = Counter(composition=1, image=1, video=1, segment=1, transition=2, film=1)
    assert world.made() - before == rebuilt


def test_editing_a_narration_rebuilds_no_picture(world):
    world.project(scenes=3)
    world.request("produce")
    world.settle()
    before = world.made()

    _edit(world, "s1", narration="Other words.")
    world.request("produce")
    world.settle()

    assert world.made() - before == Counter(audio=1, captions=1, segment=1, transition=1, soundtrack=1, film=1)


def test_a_retake_is_one_new_file_beside_the_old_one(world):
    world.project()
    world.request("produce")
    world.settle()
    old = world.read().scenes["s1"].assets.image_path
    before = world.made()

    request = world.request("retake", target={"scene_id": "s1", "kind": "image"})
    world.settle()

    scene = world.read().scenes["s1"]
    assert world.read_request(request).status == "completed"
    assert world.made() - before == Counter(image=1)
    assert scene.assets.image_path != old
    assert world.files.stat(old)
    assert (scene.takes, scene.takes_made) == ({"image": 1}, {"image": 1})

    _edit(world, "s1", takes={"image": 0})
    back = world.request("produce")
    world.settle()
    assert world.read_request(back).outcome.cached
    assert world.read().scenes["s1"].assets.image_path == old


def test_a_project_without_scenes_gets_mood_storyboard_and_film_from_one_request(world):
    world.project(scenes=0)
    world.documents.commit([Update("projects/p", {("storyboard", "selected_mood"): None})])
    request = world.request("produce")
    world.settle()

    project = world.read()
    assert world.read_request(request).status == "completed"
    assert len(project.film_scenes()) == 4
    assert project.storyboard.selected_mood
    assert world.made()["moods"] == world.made()["storyboard"] == world.made()["film"] == 1


def test_a_failing_provider_ends_in_a_labelled_placeholder_and_the_next_produce_heals_it(world):
    world.project(scenes=3)
    world.ledger.refuse = lambda work: (
        work.kind == "image" and "scene 2" in str(work.sources["composition"].read_text())
    )
    request = world.request("produce")
    world.settle()

    project = world.read()
    assert world.read_request(request).status == "completed"
    assert project.scenes["s2"].assets.placeholders == {"image": "No image for this."}
    assert "~1" in project.scenes["s2"].assets.image_path
    assert project.scenes["s1"].assets.placeholders == {}
    assert project.film.video_path
    before, first_film = world.made(), project.film.video_path

    world.ledger.refuse = lambda work: False
    world.request("produce")
    world.settle()

    healed = world.read()
    assert healed.scenes["s2"].assets.placeholders == {}
    assert "~" not in healed.scenes["s2"].assets.image_path
    assert healed.film.video_path != first_film
    assert world.made() - before == Counter(image=1, video=1, segment=1, transition=2, film=1)
    assert world.files.stat(project.scenes["s2"].assets.image_path), "the placeholder's file stays"


def test_a_second_provider_takes_over_from_one_that_refuses(tmp_path):
    world = World(tmp_path, providers=[Ledger("first"), Ledger("second")])
    world.ledgers[0].refuse = lambda work: work.kind == "music"
    world.project(scenes=1)
    world.request("produce")
    world.settle()
    music = next(job for job in world.jobs() if job.kind == "music")
    assert (music.state, music.provider, music.degraded) == ("completed", "second", None)


def test_a_scene_that_cannot_be_made_fails_its_film_and_nobody_elses_scene(world):
    world.project(scenes=3)
    broken = world.engine.steps["segment"]

    def run(context):
        if context.job.scene_id == "s2":
            raise RuntimeError("no such codec")
        return broken.run(context)

    import dataclasses

    world.engine.steps["segment"] = dataclasses.replace(broken, run=run, placeholder=None)
    request = world.request("produce")
    world.settle()

    answer, project = world.read_request(request), world.read()
    assert answer.status == "failed"
    assert "scene 2" in answer.message
    assert project.scenes["s2"].active_job.status == "failed"
    assert project.scenes["s2"].active_job.error_message
    assert project.scenes["s1"].assets.segment_path
    assert project.scenes["s3"].assets.segment_path
    before = world.made()

    world.engine.steps["segment"] = broken
    world.request("produce")
    world.settle()
    assert world.made() - before == Counter(segment=1, transition=2, film=1)
    assert world.read().film.video_path


def test_a_slow_provider_is_asked_once_and_looked_at_again(world):
    world.ledger.slow = True
    world.project(scenes=2)
    request = world.request("produce")
    world.settle()
    assert world.read_request(request).status == "completed"
    assert set(world.ledger.billed.values()) == {1}


def test_every_message_delivered_twice_and_late_changes_nothing(world):
    world.project(scenes=3)
    request = world.request("produce")
    seen = []
    while world.queues.messages:
        seen += world.queues.messages
        world.drain(1)
    world.queues.messages = seen * 2
    world.settle()
    assert world.read_request(request).status == "completed"
    assert set(world.ledger.billed.values()) == {1}


def test_the_sweep_makes_up_for_every_lost_event(world):
    world.project(scenes=2)
    request = world.request("produce", admitted=False)
    for _ in range(200):
        world.queues.messages.clear() if len(world.events) % 3 else world.drain(1)
        world.time = world.time.replace() + __import__("datetime").timedelta(seconds=31)
        sweep(world.engine)
        if world.read_request(request).status == "completed":
            break
    assert world.read_request(request).status == "completed"
    assert set(world.ledger.billed.values()) == {1}


def test_cancel_ends_what_is_in_flight(world):
    world.project(scenes=2)
    request = world.request("produce")
    world.drain(3)
    world.request("cancel")
    world.settle()
    assert world.read_request(request).status == "cancelled"
    assert all(job.state in {"completed", "cancelled"} for job in world.jobs())
    assert not any(
        s.active_job and s.active_job.status in {"queued", "processing"} for s in world.read().scenes.values()
    )


def test_a_deleted_scene_is_no_part_of_the_film_and_does_not_come_back(world):
    world.project(scenes=3)
    world.request("produce")
    world.drain(4)
    world.request("delete_scene", target={"scene_id": "s2"})
    world.settle()
    again = world.request("produce")
    world.settle()
    assert world.read_request(again).status == "completed"
    assert world.read().scenes["s2"].deleted
    assert [s.id for s in world.read().film_scenes()] == ["s1", "s3"]


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("produce", {"created_by": "eve"}, "forbidden"),
        ("produce", {"options": {"path": "../x"}}, "invalid_request"),
        ("nonsense", {}, "invalid_request"),
        ("generate", {"target": {"scene_id": "s9", "kind": "image"}}, "scene_not_found"),
        ("generate", {"target": {"scene_id": "s1"}}, "invalid_target"),
        ("retake", {"target": {"kind": "image"}}, "invalid_target"),
        ("retake", {"target": {"scene_id": "s1", "kind": "film"}}, "invalid_target"),
        ("set_scenes", {"options": {"scenes": [{"title": "x"}]}}, "scenes_exist"),
        ("set_scenes", {"options": {"scenes": [{"id": "new", "duration_seconds": 0}]}}, "invalid_request"),
        ("reorder", {"options": {"scene_ids": ["s1"]}}, "invalid_order"),
        ("cancel", {"options": {"request_id": "r77"}}, "request_not_open"),
        ("delete_scene", {"target": {"scene_id": "s9"}}, "scene_not_found"),
    ],
)
def test_what_cannot_be_done_is_rejected_with_a_code_and_a_sentence(world, kind, fields, code):
    world.project()
    before = {k: v for k, v in world.documents._documents.items() if "/requests/" not in k}
    request = world.request(kind, **fields)
    data = world.documents._documents[f"projects/p/requests/{request}"]
    assert (data["status"], data["code"]) == ("rejected", code)
    assert len(data["message"]) > 10
    assert data["suggested_action"]
    assert {k: v for k, v in world.documents._documents.items() if "/requests/" not in k} == before


def test_the_daily_quota_counts_only_requests_that_make_something(tmp_path):
    world = World(tmp_path, limits=Limits(default_plan="free"))
    world.project(scenes=1)
    for number in range(10):
        _edit(world, "s1", title=f"Title {number}")
        world.request("produce")
        world.settle()
    cached = world.read_request(world.request("produce")).outcome
    assert cached and cached.cached
    _edit(world, "s1", title="One more")
    over = world.read_request(world.request("produce"))
    assert (over.status, over.code) == ("rejected", "quota_exceeded")


def test_one_users_forty_scenes_do_not_hold_up_anothers_one(tmp_path):
    caps: Mapping[Size, int] = {"light": 2, "media": 2}
    world = World(tmp_path, limits=Limits(in_flight=caps, in_flight_per_user=caps, default_plan="enterprise"))
    world.project("big", scenes=40)
    world.project("small", scenes=1, user="bob")
    world.request("produce", "big")
    world.drain(10)
    small = world.request("produce", "small", user="bob")
    delivered = 0
    while world.read_request(small, "small").status != "completed" and delivered < 400:
        delivered += world.drain(1)
    assert world.read_request(small, "small").status == "completed"
    assert delivered < 140, "the small film waits for less than half of the 281 jobs"


def test_commits_stay_within_the_budget(world):
    from functions.stores.documents import Usage, usage

    world.project(scenes=6)
    counted = Usage()
    token = usage.set(counted)
    world.request("produce")
    world.settle()
    usage.reset(token)
    jobs = len(world.jobs())
    assert jobs == 6 * 6 + 5 + 3
    assert counted.commits <= 4 * jobs
