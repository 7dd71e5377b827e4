"""A film of odd texts through the whole real suite: it completes, and is what was promised to the last frame."""

import hashlib
import itertools
import json
import re
from pathlib import Path

import numpy as np
import pytest

from functions.media.loudness import measure
from schemas.project import FRAME_SIZES, Project
from schemas.words import Cue
from tests.emulator.conftest import ODD_SCENES
from tests.kit.checks import (
    FilmFacts,
    aligned_starts,
    assert_monotone,
    film_facts,
    letters,
    level,
    parse_vtt,
    sound_of,
)
from tests.kit.filmed import Production, Stage, Stored

pytestmark = [pytest.mark.emulator, pytest.mark.timeout(900)]

NARRATIONS = {str(scene["id"]): str(scene["narration"]) for scene in ODD_SCENES if "narration" in scene}
UNSPOKEN = {"right_to_left": "Arabic", "unspaced": "Japanese", "french": "French"}


@pytest.fixture(scope="module")
def project(filmed: Production) -> Project:
    return filmed.project


@pytest.fixture(scope="module")
def film(stage: Stage, project: Project) -> bytes:
    assert project.film.video_path
    return stage.frontend.download(project.id, project.film.video_path)


@pytest.fixture(scope="module")
def facts(film: bytes) -> FilmFacts:
    return film_facts(film)


@pytest.fixture(scope="module")
def stored(stage: Stage, project: Project) -> dict[str, Stored]:
    return stage.objects(f"projects/{project.id}/")


@pytest.fixture(scope="module")
def cues(stage: Stage, project: Project) -> list[Cue]:
    """The film's captions with the time of every word, in seconds of the film."""
    path = str(project.film.video_path).removesuffix(".mp4") + ".cues.json"
    return [Cue(**cue) for cue in json.loads(stage.content(path))]


def test_the_request_completes_and_every_job_with_it(filmed, project):
    assert filmed.answer.status == "completed"
    assert filmed.answer.outcome.jobs == len(filmed.jobs)
    assert not filmed.answer.outcome.cached
    assert {job["state"] for job in filmed.jobs.values()} == {"completed"}
    assert project.status == "ready"
    assert (project.stats.total_scenes, project.stats.completed_scenes) == (len(ODD_SCENES), len(ODD_SCENES))
    assert project.film.placeholders == {}


def test_a_listener_saw_every_scene_get_ready_and_no_progress_fall(filmed, project):
    assert_monotone(filmed.seen.jobs)
    for scene in project.film_scenes():
        last = filmed.seen.jobs[scene.active_job.job_id]
        assert (last["where"], last["type"], last["statuses"][-1]) == (scene.id, "segment", "completed")
    for kind in ("music", "film"):
        (job,) = [job for job in filmed.seen.jobs.values() if job["where"] == kind]
        assert job["statuses"][-1] == "completed"
    shown = {job_id for job_id, job in filmed.jobs.items() if job["kind"] != "transition"}
    assert set(filmed.seen.jobs) <= shown
    assert len(set(filmed.seen.jobs)) >= 0.9 * len(shown)  # a listener may miss what is over in an instant


def test_the_document_is_the_contract_and_keeps_every_text(project):
    again = Project(**json.loads(project.model_dump_json()))
    assert again == project
    for given, scene in zip(ODD_SCENES, project.film_scenes(), strict=True):
        assert {name: value for name, value in scene.model_dump().items() if name in given} == given
        assert (scene.assets.audio_path is None) == ("narration" not in given)
        assert scene.assets.placeholders == {}
        notes = dict(scene.assets.notes)
        if scene.id in UNSPOKEN:
            assert UNSPOKEN[scene.id] in notes.pop("audio")
        assert notes == {}


def test_every_path_in_the_document_is_a_verified_object(stage, project, stored):
    document = project.model_dump(mode="json")
    paths = set(_paths(document))
    assert len(paths) >= 6 * len(ODD_SCENES)
    assert paths <= set(stored)
    for path in paths:
        found, metadata = stored[path], stored[path].metadata
        content = stage.content(path)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (found.size, metadata["sha256"])
        assert metadata["provider"] in {"studio", "reelwright"}
        assert metadata["kind"] in path
        assert metadata["job"]
    scenes = project.film_scenes()
    assert {stored[str(scene.assets.image_path)].metadata["kind"] for scene in scenes} == {"image"}
    assert all("degraded" not in found.metadata for found in stored.values())


def _paths(value: object, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [path for name, inner in value.items() for path in _paths(inner, str(name))]
    if isinstance(value, list):
        return [path for inner in value for path in _paths(inner, key)]
    return [value] if isinstance(value, str) and value.startswith("projects/") else []


def test_captions_hold_every_text_and_lie_in_their_scenes(stage, project, facts):
    text = stage.frontend.download(project.id, str(project.film.captions_path)).decode()
    cues = parse_vtt(text)
    assert letters("".join(cue.text for cue in cues)) == letters("".join(NARRATIONS.values()))
    starts = list(itertools.accumulate((s.actual_seconds for s in project.film_scenes()), initial=0.0))
    for scene, start, end in zip(project.film_scenes(), starts, starts[1:], strict=False):
        inside = [cue for cue in cues if start <= cue.start < end]
        assert bool(inside) == bool(scene.narration)
        assert all(cue.end <= end + 0.05 for cue in inside)
    assert cues[-1].end <= facts.picture[1]
    srt = stage.frontend.download(project.id, str(project.film.subtitles_path)).decode()
    assert srt.count(" --> ") == len(cues)
    read = letters("".join("".join(block.split("\n")[2:]) for block in srt.strip().split("\n\n")))
    assert read == letters("".join(NARRATIONS.values()))


def test_the_file_is_what_every_player_takes(facts, project):
    assert (facts.codec, facts.pix_fmt, facts.fps) == ("h264", "yuv420p", 30)
    assert facts.size == FRAME_SIZES[project.aspect] == (project.film.width, project.film.height)
    assert (facts.audio_codec, facts.sample_rate, facts.channels) == ("aac", 48_000, 2)
    assert facts.fast_start
    assert [title for title in facts.chapters if title] == [
        scene.title or f"Scene {scene.scene_number}" for scene in project.film_scenes()
    ]


def test_the_film_lasts_as_long_as_its_scenes_and_ends_together(facts, project):
    total = sum(scene.actual_seconds for scene in project.film_scenes())
    assert facts.picture[1] == pytest.approx(total, abs=0.2)
    assert project.film.duration_seconds == pytest.approx(total, abs=0.01)
    assert facts.frames == round(total * 30)
    assert facts.picture[0] == 0
    assert facts.sound[0] == pytest.approx(0, abs=0.03)
    assert facts.sound[1] == pytest.approx(facts.picture[1], abs=0.1)
    for given, scene in zip(ODD_SCENES, project.film_scenes(), strict=True):
        assert scene.actual_seconds >= given["duration_seconds"]
    assert project.scenes["silent"].actual_seconds == 1.5


def test_the_sound_is_level_and_no_frame_is_black(film, facts, tmp_path: Path):
    path = tmp_path / "film.mp4"
    path.write_bytes(film)
    loudness = measure(path)
    assert loudness.integrated == pytest.approx(-14, abs=1)
    assert loudness.true_peak <= -1
    assert len(facts.lumas) >= facts.frames // 5
    assert min(facts.lumas) > 4


def test_where_a_word_is_spoken_there_is_sound(film, cues, project):
    sound = sound_of(film)
    scenes = project.film_scenes()
    offsets = itertools.accumulate((s.actual_seconds for s in scenes[:-1]), initial=0.0)
    starts = dict(zip([s.id for s in scenes], offsets, strict=True))
    for scene_id in ("markup", "english"):
        start = starts[scene_id]
        end = start + project.scenes[scene_id].actual_seconds
        words = [word for cue in cues if start <= cue.start < end for word in cue.words if _is_spoken(word.text)]
        assert len(words) >= 5
        quiet = [word.text for word in words if level(sound, word.start, word.end) < -40]
        assert quiet == []


def _is_spoken(written: str) -> bool:
    return any(char.isalpha() for char in re.sub(r"<[^>]*>|\{[^}]*\}", "", written))


def test_caption_words_stand_where_they_are_spoken(film, cues, project):
    """Measured on the film's own sound, with its music, by an aligner that knows nothing of our voice."""
    scenes = project.film_scenes()
    start = sum(scene.actual_seconds for scene in scenes[:-1])
    words = [word for cue in cues if cue.start >= start for word in cue.words]
    assert " ".join(word.text for word in words) == NARRATIONS["english"]
    heard = aligned_starts(sound_of(film)[round(start * 48_000) :], NARRATIONS["english"])
    errors = [abs(word.start - start - at) for word, at in zip(words, heard, strict=True)]
    print("caption timing: median", np.median(errors), "p95", np.percentile(errors, 95))
    assert np.median(errors) <= 0.1
    assert np.percentile(errors, 95) <= 0.2
