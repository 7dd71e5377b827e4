"""Reconciliation on the in-memory stores: what Storage holds wins, what is right is left alone, nothing is bought."""

import random
from datetime import timedelta
from typing import Any

import pytest

from functions.engine import reconciling
from functions.engine.reconciling import Unreadable, reconcile
from functions.stores.documents import DELETE, FieldPath, Put, Update
from schemas.project import Project
from tests.kit.world import Ledger, World

CLIPS = 15


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


@pytest.fixture
def filmed(world):
    """A film of fifteen scenes, finished."""
    world.project(scenes=CLIPS)
    world.request("produce")
    world.settle()
    assert world.read().status == "ready"
    return world


def _put(world, fields):
    world.documents._apply([Update("projects/p", fields)])


def _clips(world):
    return [scene.assets.video_path for scene in world.read().film_scenes()]


def _lose(world, paths):
    for path in paths:
        del world.files._objects[path]
        world.files._names.remove(path)


def _forget(world):
    """As if no commit of a job had ever reached the document."""
    for scene in world.read().scenes:
        _put(world, {("scenes", scene, "assets"): {}, ("scenes", scene, "active_job", "status"): "processing"})
    _put(world, {("status",): "generating", ("film",): {}, ("music",): {}, ("stats",): DELETE})


def _said(data):
    """What a document says, without the moments at which it was said and the jobs that were shown."""
    return _timeless(Project(**data).model_dump())


def _timeless(data):
    if isinstance(data, dict):
        moments = {"updated_at", "last_activity", "generated_at", "active_job"}
        return {name: _timeless(each) for name, each in data.items() if name not in moments}
    return data


def _again(world):
    report = reconcile(world.engine, "p")
    assert report.action == "none"
    assert report.corrections == ()
    assert report.original_status == report.corrected_status
    return report


def test_a_project_that_is_right_costs_one_read_and_one_listing(filmed, monkeypatch):
    counts = {"get": 0, "list": 0, "other": 0}

    def counted(name, owner, original):
        def call(*arguments, **options):
            counts[name if name in counts else "other"] += 1
            return original(*arguments, **options)

        monkeypatch.setattr(owner, original.__name__, call)

    for name in ("get", "get_all", "commit", "transact", "query", "swap"):
        counted(name, filmed.documents, getattr(filmed.documents, name))
    for name in ("list", "stat", "fetch", "put"):
        counted(name, filmed.files, getattr(filmed.files, name))
    before = filmed.documents._documents["projects/p"]
    report = reconcile(filmed.engine, "p")
    assert counts == {"get": 1, "list": 1, "other": 0}
    assert (report.action, report.claimed_clips, report.verified_clips, report.missing_clips) == ("none", 15, 15, 0)
    assert filmed.documents._documents["projects/p"] is before


def test_what_the_document_forgot_is_adopted_and_nothing_is_made_again(filmed):
    truth = filmed.documents._documents["projects/p"]
    _forget(filmed)
    report = reconcile(filmed.engine, "p")
    assert (report.original_status, report.corrected_status, report.action) == ("generating", "ready", "corrected")
    assert (report.claimed_clips, report.verified_clips, report.missing_clips) == (0, 15, 0)
    assert _said(filmed.documents._documents["projects/p"]) == _said(truth)
    _again(filmed)
    billed = dict(filmed.ledger.billed)
    again = filmed.request("produce")
    filmed.settle()
    outcome = filmed.read_request(again).outcome
    assert outcome is not None
    assert outcome.cached
    assert filmed.ledger.billed == billed


def test_clips_that_are_gone_are_missing_and_only_they_are_made_again(filmed):
    clips = _clips(filmed)
    _lose(filmed, clips[:3])
    report = reconcile(filmed.engine, "p")
    assert (report.corrected_status, report.claimed_clips, report.verified_clips, report.missing_clips) == (
        "draft", 15, 12, 3,
    )  # fmt: skip
    assert _clips(filmed) == [None] * 3 + clips[3:]
    stats = filmed.read().stats
    assert stats is not None
    assert (stats.total_scenes, stats.completed_scenes) == (15, 12)
    _again(filmed)
    made = filmed.made()["video"]
    filmed.request("produce")
    filmed.settle()
    assert filmed.made()["video"] == made + 3
    assert filmed.read().status == "ready"


def _spoil(world, path, how):
    body, info = world.files._objects[path]
    changed = {
        "cut short": (body[:-3], info.metadata),
        "empty": (b"", info.metadata),
        "another's": (body, {**info.metadata, "key": "0" * 64}),
        "overwritten": (b"x" * len(body), info.metadata),
        "uploaded by somebody": (body, {}),
    }[how]
    import base64
    import dataclasses
    import hashlib

    md5 = base64.b64encode(hashlib.md5(changed[0], usedforsecurity=False).digest()).decode()
    fields = {"size": len(changed[0]), "metadata": changed[1], "md5": md5, "generation": info.generation + 1}
    world.files._objects[path] = (changed[0], dataclasses.replace(info, **fields))


@pytest.mark.parametrize("claimed", [True, False])
@pytest.mark.parametrize("how", ["cut short", "empty", "another's", "overwritten", "uploaded by somebody"])
def test_a_file_that_is_not_what_its_name_says_is_listed_left_and_missing(filmed, how, claimed):
    clips = _clips(filmed)
    for path in clips[:4]:
        _spoil(filmed, path, how)
    if not claimed:
        _forget(filmed)
    spoilt = [filmed.files._objects[path] for path in clips[:4]]
    report = reconcile(filmed.engine, "p")
    assert (report.verified_clips, report.missing_clips, report.corrected_status) == (11, 4, "draft")
    assert sorted(flawed.path for flawed in report.flawed_files) == sorted(clips[:4])
    assert all(flawed.reason for flawed in report.flawed_files)
    assert [filmed.files._objects[path] for path in clips[:4]] == spoilt
    assert report.model_copy(update={"action": "none"}).flawed_files == _again(filmed).flawed_files
    filmed.request("produce")
    filmed.settle()
    assert filmed.read().status == "ready"
    assert all(filmed.files.stat(path).flaw is None for path in clips)
    assert _again(filmed).flawed_files == ()


def test_work_in_flight_is_left_alone_and_what_is_missing_is_made_once(tmp_path):
    world = World(tmp_path, providers=[vendor := Ledger()])
    world.project(scenes=CLIPS)
    request = world.request("produce")
    while world.made()["video"] < 7:
        world.drain(limit=1)
    done = world.made()["video"]
    assert done < 15
    report = reconcile(world.engine, "p")
    assert (report.corrected_status, report.verified_clips, report.missing_clips) == ("generating", done, 15 - done)
    world.settle()
    assert world.read_request(request).status == "completed"
    assert world.made()["video"] == 15
    assert set(vendor.billed.values()) == {1}


def test_a_job_that_nothing_was_heard_of_fails_and_its_late_result_is_taken_up(tmp_path):
    world = World(tmp_path, providers=[vendor := Ledger()])
    world.project(scenes=3)
    vendor.slow = True
    request = world.request("generate", target={"kind": "music"})
    world.drain()
    assert [job.phase for job in world.jobs() if job.state == "processing"] == ["wait"]
    world.queues.tasks.clear()
    world.time += timedelta(hours=2)
    report = reconcile(world.engine, "p")
    [correction] = [each for each in report.corrections if each.where.startswith("jobs/")]
    assert (correction.before, correction.after) == ("processing", "failed")
    [job] = [job for job in world.jobs() if job.kind == "music"]
    assert (job.state, job.error_code) == ("failed", "stale")
    assert "120 minutes" in str(job.error_message)
    assert world.read_request(request).status == "failed"
    assert report.corrected_status in {"draft", "error"}
    _again(world)
    world.request("generate", target={"kind": "music"})
    world.settle()
    assert world.read().music.audio_path is not None
    assert sum(vendor.billed.values()) == 1


def test_a_job_that_somebody_takes_up_just_then_does_not_fail(tmp_path, monkeypatch):
    world = World(tmp_path, providers=[vendor := Ledger()])
    world.project(scenes=1)
    vendor.slow = True
    request = world.request("generate", target={"kind": "music"})
    world.drain()
    world.time += timedelta(hours=2)
    look = reconciling._look

    def slow_look(*arguments):
        seen = look(*arguments)
        world.wake_all()
        world.drain()
        return seen

    monkeypatch.setattr(reconciling, "_look", slow_look)
    reconcile(world.engine, "p")
    world.settle()
    assert world.read_request(request).status == "completed"
    assert {job.state for job in world.jobs()} == {"completed"}


def test_a_job_whose_message_was_lost_is_sent_again(tmp_path):
    world = World(tmp_path)
    world.project(scenes=1)
    request = world.request("produce")
    world.queues.messages.clear()
    world.documents._apply([Put("dispatch/flights", {})])  # as after the sweep has found it lost
    world.time += timedelta(minutes=5)
    assert reconcile(world.engine, "p").corrected_status == "generating"
    world.drain()
    assert world.read_request(request).status == "completed"


def test_a_job_whose_file_is_there_is_completed(tmp_path):
    world = World(tmp_path)
    world.project(scenes=2)
    request = world.request("produce")
    world.settle()
    lost = next(job for job in world.jobs() if job.kind == "video")
    fields: dict[FieldPath, Any] = {
        ("state",): "processing",
        ("lease_until",): None,
        ("next_at",): world.time,
        ("files",): [],
    }
    world.documents._apply([Update(f"projects/p/jobs/{lost.job_id}", {**fields, ("provider_job_id",): None})])
    _put(world, {("status",): "generating"})
    report = reconcile(world.engine, "p")
    assert {each.where: each.after for each in report.corrections}[f"jobs/{lost.job_id}"] == "completed"
    job = next(job for job in world.jobs() if job.job_id == lost.job_id)
    assert (job.state, job.files, job.progress) == ("completed", lost.files, 100)
    assert job.cost_usd == lost.cost_usd
    assert world.read_request(request).status == "completed"
    _again(world)


def test_a_job_that_never_was_is_not_shown_as_under_way(filmed):
    ghost = {"job_id": "j" + "0" * 31, "type": "video", "status": "processing", "progress": 40}
    ghost |= {"started_at": filmed.time, "last_update": filmed.time}
    _put(filmed, {("scenes", "s1", "active_job"): ghost, ("scenes", "s2", "active_job"): {**ghost, "type": "image"}})
    _lose(filmed, _clips(filmed)[:1])
    reconcile(filmed.engine, "p")
    scenes = filmed.read().scenes
    first, second = scenes["s1"].active_job, scenes["s2"].active_job
    assert first is not None
    assert (first.status, first.progress, bool(first.error_message)) == ("failed", 40, True)
    assert second is not None
    assert (second.status, second.progress, second.error_message) == ("completed", 100, None)
    _again(filmed)


def test_an_older_file_stays_until_a_newer_one_exists(filmed):
    old = filmed.read().scenes["s1"].assets.image_path
    _put(filmed, {("scenes", "s1", "description"): "Something else."})
    _again(filmed)
    filmed.request("produce")
    filmed.settle()
    new = filmed.read().scenes["s1"].assets.image_path
    assert new != old
    _put(filmed, {("scenes", "s1", "assets", "image_path"): old})
    assert reconcile(filmed.engine, "p").action == "corrected"
    assert filmed.read().scenes["s1"].assets.image_path == new
    _again(filmed)


@pytest.mark.parametrize(
    ("scenes", "there", "original", "expected"),
    [
        (0, 0, "generating", "draft"),
        (0, 0, "ready", "draft"),
        (3, 3, "error", "ready"),
        (3, 3, "draft", "ready"),
        (3, 1, "ready", "draft"),
        (3, 1, "generating", "draft"),
        (3, 1, "error", "draft"),
        (3, 0, "generating", "error"),
        (3, 0, "error", "error"),
        (3, 0, "ready", "draft"),
        (3, 0, "draft", "draft"),
    ],
)
def test_the_state_follows_from_the_clips(world, scenes, there, original, expected):
    world.project(scenes=scenes)
    if scenes:
        world.request("produce")
        world.settle()
        _lose(world, _clips(world)[there:])
    _put(world, {("status",): original})
    assert reconcile(world.engine, "p").corrected_status == expected
    assert world.read().status == expected
    _again(world)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(filmed):
    _lose(filmed, _clips(filmed)[:2])
    before = dict(filmed.documents._documents)
    report = reconcile(filmed.engine, "p", dry_run=True)
    assert (report.action, report.missing_clips, report.corrected_status) == ("corrected", 2, "draft")
    assert filmed.documents._documents == before


def test_an_unpublished_film_is_not_published_again(filmed):
    filmed.request("publish")
    filmed.settle()
    filmed.request("unpublish")
    filmed.settle()
    assert _again(filmed).corrections == ()
    assert filmed.read().publication.published_at is None


def test_what_cannot_be_read_is_said_and_changes_nothing(world):
    world.project(scenes=1)
    with pytest.raises(Unreadable, match="no project nobody"):
        reconcile(world.engine, "nobody")
    world.documents._apply([Put("projects/odd", {"id": "odd", "scenes": 3})])
    with pytest.raises(Unreadable, match="odd"):
        reconcile(world.engine, "odd")


def test_the_owner_asks_by_a_request_and_finds_the_report_in_it(filmed):
    _lose(filmed, _clips(filmed)[:1])
    answer = filmed.read_request(filmed.request("reconcile"))
    assert (answer.status, answer.code) == ("completed", None)
    assert answer.outcome is not None
    assert answer.outcome.report["missing_clips"] == 1
    assert answer.outcome.report["corrections"][0]["reason"]
    stranger = filmed.read_request(filmed.request("reconcile", user="eve"))
    assert (stranger.status, stranger.code) == ("rejected", "forbidden")


@pytest.mark.parametrize("seed", range(25))
def test_whatever_was_damaged_equals_the_truth_afterwards(world, seed):
    chance = random.Random(seed)
    world.project(scenes=chance.randint(1, 5))
    world.request("produce")
    world.settle()
    truth = world.documents._documents["projects/p"]
    for scene in world.read().scenes:
        for name in ("image_path", "video_path", "audio_path", "captions_path", "segment_path", "composition_path"):
            dice = chance.random()
            if dice < 0.3:
                _put(world, {("scenes", scene, "assets", name): DELETE})
            elif dice < 0.5:
                _put(world, {("scenes", scene, "assets", name): f"projects/p/scenes/{scene}/lost/{chance.random()}"})
    for root in ("film", "music"):
        if chance.random() < 0.4:
            _put(world, {(root,): {}})
    _put(world, {("status",): chance.choice(["draft", "generating", "ready", "error"])})
    objects = dict(world.files._objects)
    reconcile(world.engine, "p")
    assert _said(world.documents._documents["projects/p"]) == _said(truth)
    assert world.files._objects == objects
    _again(world)
