"""Reconciliation by itself: rounds over all projects, files that come late, and the command's answers."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from rich.console import Console

from cli.reconciling import print_json, print_table, run
from functions.engine import rounds
from functions.engine.late_files import StoredObject, arrived
from functions.engine.reconciling import reconcile
from functions.engine.rounds import ROUND_PATH, Round, all_projects, make_round
from functions.stores.documents import DELETE, FieldPath, Put, Update
from tests.kit.world import World


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def _filmed(world, project_id="p"):
    world.project(project_id, scenes=1)
    world.request("produce", project_id)
    world.settle()
    return project_id


def _forget_clip(world, project_id):
    world.documents._apply([Update(f"projects/{project_id}", {("scenes", "s1", "assets", "video_path"): DELETE})])


def _knows_clip(world, project_id):
    return world.read(project_id).scenes["s1"].assets.video_path is not None


def _visits(world, monkeypatch):
    visited: list[str] = []

    def noted(engine, project_id):
        visited.append(project_id)
        return reconcile(engine, project_id)

    monkeypatch.setattr(rounds, "reconcile", noted)
    return visited


def test_changed_projects_come_first_and_once_and_the_oldest_change_before_the_others(world, monkeypatch):
    for number in range(5):
        world.time += timedelta(minutes=1)
        world.project(f"p{number}")
    world.documents._apply([Update("projects/p1", {("updated_at",): world.time + timedelta(minutes=1)})])
    world.time += timedelta(hours=1)
    visited = _visits(world, monkeypatch)
    make_round(world.engine)
    assert visited[:5] == ["p0", "p2", "p3", "p4", "p1"]
    world.time += timedelta(hours=1)
    visited.clear()
    make_round(world.engine)
    assert visited == [f"p{number}" for number in range(5)], "only as part of all"


def test_a_pass_over_all_goes_on_where_it_stopped_and_begins_again(world, monkeypatch):
    monkeypatch.setattr(rounds, "_FEWEST", 3)
    for number in range(7):
        world.project(f"p{number}")
    world.time += timedelta(hours=1)
    make_round(world.engine)
    visited = _visits(world, monkeypatch)
    for _ in range(2):
        make_round(world.engine)
    assert visited == ["p3", "p4", "p5", "p6"]
    assert Round(**(world.documents.get(ROUND_PATH) or {})).total == 7
    make_round(world.engine)
    assert visited[4:] == ["p0", "p1", "p2"]


def test_a_round_that_runs_out_of_time_is_taken_up_by_the_next(world, monkeypatch):
    for number in range(6):
        world.project(f"p{number}")
    world.time += timedelta(hours=1)
    visited: list[str] = []

    def slow(engine, project_id):
        world.time += timedelta(seconds=100)
        visited.append(project_id)
        return reconcile(engine, project_id)

    monkeypatch.setattr(rounds, "reconcile", slow)
    assert make_round(world.engine, seconds=250).visited == 3
    assert make_round(world.engine, seconds=250).visited == 3
    assert visited == [f"p{number}" for number in range(6)]


def test_a_project_that_cannot_be_read_keeps_nobody_from_being_put_right(world):
    world.documents._apply([Put("projects/a", {"id": "a", "scenes": 3, "updated_at": world.time})])
    _filmed(world)
    _forget_clip(world, "p")
    world.time += timedelta(hours=1)
    found = make_round(world.engine)
    assert found.corrected == 1
    assert found.failed >= 1
    assert _knows_clip(world, "p")
    assert "reconcile_failed" in {event for event, _ in world.events}


def _notice(world, path):
    return StoredObject(name=path, metadata=dict(world.files.stat(path).metadata))


def test_a_file_whose_job_knows_of_it_costs_one_read(world, monkeypatch):
    _filmed(world)
    monkeypatch.setattr(world.files, "list", None)
    for path in list(world.files._objects):
        arrived(world.engine, _notice(world, path))


def test_a_file_that_came_after_its_job_had_failed_is_adopted(world):
    _filmed(world)
    job = next(job for job in world.jobs() if job.kind == "video")
    fields: dict[FieldPath, Any] = {("state",): "failed", ("files",): [], ("error_code",): "stale"}
    world.documents._apply([Update(f"projects/p/jobs/{job.job_id}", fields)])
    _forget_clip(world, "p")
    arrived(world.engine, _notice(world, job.files[-1].path))
    assert _knows_clip(world, "p")


@pytest.mark.parametrize(
    "stored",
    [
        StoredObject(name="elsewhere/x.mp4"),
        StoredObject(name="projects/p/x.mp4"),
        StoredObject(name="projects/../x/y.mp4", metadata={"job": "j" + "0" * 31}),
        StoredObject(name="projects/p/video/x.mp4", metadata={"job": "j1/../../x"}),
    ],
)
def test_a_file_that_is_not_ours_is_left_alone(world, stored, monkeypatch):
    monkeypatch.setattr(world.documents, "get", None)
    arrived(world.engine, stored)


def test_a_file_of_a_project_that_is_gone_is_only_noted(world):
    arrived(world.engine, StoredObject(name="projects/gone/video/x.mp4", metadata={"job": "j" + "0" * 31}))
    assert [event for event, _ in world.events] == ["late_file"]


class TestCommand:
    @pytest.fixture
    def some(self, world):
        for name in ("a", "b"):
            _filmed(world, name)
        _forget_clip(world, "b")
        world.documents._apply([Put("projects/c", {"id": "c"})])
        return world

    def test_a_dry_run_finds_and_changes_nothing(self, some):
        result = run(some.engine, ["a", "b"], Console(quiet=True), dry_run=True, seconds=60)
        assert [report.action for report in result.reports] == ["none", "corrected"]
        assert result.exit_code(dry_run=True) == 1
        assert not _knows_clip(some, "b")

    def test_all_agree_afterwards(self, some):
        for _ in range(2):
            result = run(some.engine, ["a", "b"], Console(quiet=True), dry_run=False, seconds=60)
            assert result.exit_code(dry_run=False) == 0
        assert {report.action for report in result.reports} == {"none"}

    def test_what_fails_is_said_and_the_others_are_done(self, some, capsys):
        result = run(some.engine, all_projects(some.engine), Console(quiet=True), dry_run=False, seconds=60)
        assert result.exit_code(dry_run=False) == 2
        assert list(result.failures) == ["c"]
        assert _knows_clip(some, "b")
        print_json(result)
        printed = json.loads(capsys.readouterr().out)
        assert [report["project_id"] for report in printed["reports"]] == ["a", "b"]
        print_table(result, Console(width=200), dry_run=False)
        shown = capsys.readouterr().out
        assert "b  scenes.s1.assets.video_path: The file is in Storage" in shown
        assert "c: Unreadable" in shown

    def test_no_project_is_begun_after_the_time(self, some):
        result = run(some.engine, ["a", "b"], Console(quiet=True), dry_run=False, seconds=-1)
        assert result.unvisited == ["a", "b"]
        assert result.exit_code(dry_run=False) == 2


def test_cloud_storage_says_of_an_object_what_we_read(world):
    """The resource as Cloud Storage's JSON API gives it (v1, Objects)."""
    said = {
        "kind": "storage#object", "name": "projects/p/scenes/s1/video/x.mp4", "bucket": "b", "size": "3",
        "md5Hash": base64.b64encode(b"x" * 16).decode(), "metadata": {"job": "j" + "0" * 31, "sha256": "0"},
    }  # fmt: skip
    stored = StoredObject.model_validate_json(json.dumps(said), strict=True)
    assert (stored.name, stored.metadata["job"]) == (said["name"], "j" + "0" * 31)
    assert StoredObject.model_validate_json('{"name": "x"}', strict=True).metadata == {}
