"""What a person sees of a film that is being made, on a terminal and in a log."""

import io
from typing import Any

import pytest
from rich.console import Console

from cli.progress import LiveProgress
from schemas.project import Project
from tests.kit.world import World


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path)
    world.project(scenes=2)
    return world


def at(world: World, *, sound_effects: bool = False, **states: dict[str, Any]) -> Project:
    """The project when its scenes are so."""
    data = world.read().model_dump()
    data["sound_effects"] = sound_effects
    for scene_id, fields in states.items():
        data["scenes"][scene_id] |= fields
    return Project.model_validate(data)


def job(world, kind, status="processing", progress=0):
    return {
        "job_id": f"{kind}-{status}",
        "type": kind,
        "status": status,
        "progress": progress,
        "started_at": world.time,
        "last_update": world.time,
    }


def percents(*projects):
    """Of each bar, after these states."""
    progress = LiveProgress(Console(file=io.StringIO(), force_terminal=True, width=100))
    for each in projects:
        progress.update(each)
    return {key: progress._bars._tasks[task].completed for key, task in progress._tasks.items()}


def lines(*projects):
    out = io.StringIO()
    progress = LiveProgress(Console(file=out, width=100))
    for each in projects:
        progress.update(each)
    return out.getvalue().splitlines()


def test_a_bar_is_full_when_all_is_made_that_the_scene_wants(world):
    made = {f"{kind}_path": f"projects/p/{kind}/a" for kind in ("composition", "image", "audio", "captions")}
    spoken = percents(at(world, s1={"assets": made}))
    silent = percents(
        at(world, s1={"assets": {k: made[k] for k in ("composition_path", "image_path")}, "narration": ""})
    )
    with_effects = percents(at(world, sound_effects=True, s1={"assets": made}))
    assert spoken["s1"] == pytest.approx(100 * 30 / 100)
    assert silent["s1"] == pytest.approx(100 * 15 / 85)
    assert with_effects["s1"] == pytest.approx(100 * 30 / 108)
    assert spoken["s2"] == 0
    assert spoken["film"] == pytest.approx(0.9 * spoken["s1"] / 2)
    whole = percents(at(world, s1={"assets": {**made, "segment_path": "projects/p/segment/a"}}))
    assert whole["s1"] == 100


def test_a_job_at_work_moves_its_bar(world):
    half = at(world, s1={"active_job": job(world, "video", progress=50)})
    assert percents(at(world), half)["s1"] == pytest.approx(22.5)


def test_a_log_has_a_line_for_what_is_done_and_none_for_waiting(world):
    drawing = at(world, s1={"active_job": job(world, "image")})
    waiting = at(world, s1={"active_job": job(world, "image", "queued")})
    further = at(world, s1={"active_job": job(world, "image", progress=40)})
    done = at(world, s1={"active_job": job(world, "segment", "completed")})
    assert lines(at(world), drawing, waiting, further, done) == ["1 Scene 1: drawing", "1 Scene 1: ready"]
