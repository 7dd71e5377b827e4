"""Many scenes of one project at once, while its owner edits it and listens, on the real emulator under the rules."""

from collections.abc import Sequence
from typing import Any

import pytest
from google.api_core.exceptions import PermissionDenied

from functions.engine.engine import Limits
from schemas.job import Job
from tests.load.audience import Editor, Listener
from tests.load.conftest import FULL
from tests.load.stage import Stage, Vendor, on_stage

SCENES = 100 if FULL else 6
VIDEO_SECONDS = 20.0 if FULL else 14.0
UPDATES = 5000 if FULL else 200
IN_FLIGHT = 10 if FULL else 6
PROGRESS_PER_SECOND = 1.5
PROMISED_SECONDS = 3.0
PATHS = {
    "composition": "composition_path",
    "image": "image_path",
    "video": "video_path",
    "audio": "audio_path",
    "captions": "captions_path",
    "segment": "segment_path",
}


@pytest.mark.timeout(1800)
def test_nothing_is_lost_or_late_and_every_edit_is_kept(endpoints: Any, tmp_path: Any, figure: Any) -> None:
    vendor = Vendor(seconds={"video": VIDEO_SECONDS})
    cap = Limits(
        in_flight={"light": IN_FLIGHT, "media": IN_FLIGHT},
        in_flight_per_user={"light": IN_FLIGHT, "media": IN_FLIGHT},
        default_plan="enterprise",
    )
    with on_stage(endpoints, tmp_path, vendors=[vendor], limits=cap, threads=2 * IN_FLIGHT + 4) as stage:
        project_id = stage.project(SCENES)
        with pytest.raises(PermissionDenied):
            stage.stranger.client.document(f"projects/{project_id}").get()
        with (
            Listener(stage.owner.client, project_id) as listener,
            Editor(stage.owner.client, project_id, pause=0.5) as editor,
        ):
            stage.ask(project_id, "produce")
            stage.ask(project_id, "produce")  # of what was edited meanwhile
            editor.stop()
            stage.ask(project_id, "produce")  # all that is left
            listener.catch_up()
        project, jobs, commits = stage.read(project_id), stage.jobs(project_id), list(stage.server.log)

    updates = sum(len(commit.jobs) for commit in commits)
    shown = [commit.at for commit in commits if commit.is_state and commit.at >= listener.since]
    delays = listener.delays(shown)
    progress = [commit.at for commit in commits if commit.is_progress]
    rate = len(progress) / (commits[-1].at - listener.since)
    figure("one project, edited by a client meanwhile: scenes, jobs", f"{SCENES}, {len(jobs)}")
    figure("updates of jobs' states and progress", updates)
    figure(
        "state changes shown to a listener, p50 / p99 / longest (s)", " / ".join(f"{x:.2f}" for x in _points(delays))
    )
    figure("project writes for progress", f"{len(progress)}, {rate:.2f}/s, busiest 10 s {_peak(progress):.2f}/s")
    figure("longest commit (s)", f"{max(commit.seconds for commit in commits):.2f}")
    figure("commits that came too late, and were made again", sum(stage.server.log.refused.values()))
    figure("client's edits: kept, denied, to be sent again", f"{editor.edits}, {editor.denied}, {editor.busy}")
    figure("events", dict(stage.events))

    assert listener.faults == []
    assert stage.workers.failures == []
    assert {job.state for job in jobs} == {"completed"}
    assert updates >= UPDATES
    assert listener.setbacks == []
    assert _lost(stage, project, jobs) == []
    assert editor.denied == 0
    assert {s: project.scenes[s].description for s in editor.written} == editor.written
    assert project.revision == 1 + editor.edits
    assert max(vendor.billed.values()) == 1
    assert 0 < rate <= PROGRESS_PER_SECOND
    assert _points(delays)[1] < (PROMISED_SECONDS if FULL else 5 * PROMISED_SECONDS)


def _lost(stage: Stage, project: Any, jobs: Sequence[Job]) -> list[str]:
    """What the project does not show as its jobs have it."""
    by_id = {job.job_id: job for job in jobs}
    lost = []
    for scene_id, scene in project.scenes.items():
        job = by_id[scene.active_job.job_id]
        if (scene.active_job.status, scene.active_job.progress) != (job.state, job.progress):
            lost.append(f"{scene_id} shows {scene.active_job.status}, its job is {job.state}")
        for kind, name in PATHS.items():
            made = [j for j in jobs if j.scene_id == scene_id and j.kind == kind]
            newest = max(made, key=lambda j: j.sequence)
            if getattr(scene.assets, name) != newest.files[0].path:
                lost.append(f"{scene_id}: {name} is not its newest {kind}")
            if stage.engine.files.stat(newest.files[0].path) is None:
                lost.append(f"{scene_id}: there is no {newest.files[0].path}")
    return lost


def _points(delays: Sequence[float]) -> tuple[float, float, float]:
    return delays[len(delays) // 2], delays[int(len(delays) * 0.99)], delays[-1]


def _peak(times: Sequence[float]) -> float:
    """How many a second in the busiest ten seconds."""
    return max((sum(at <= other < at + 10 for other in times) / 10 for at in times), default=0.0)
