"""A film of a person's own picture, clip, voice and music, with cards, a sequence and sounds: the real suite."""

import wave
from io import StringIO
from pathlib import Path

import av
import numpy as np
import pytest
from rich.console import Console

from cli.upload import Use, upload, use
from functions.media.runner import run_ffmpeg
from functions.providers.studio.voice import speak
from functions.steps.timing import CARD_SECONDS
from tests.kit.filmed import Production, Stage

pytestmark = [pytest.mark.emulator, pytest.mark.timeout(900)]

SAID = "The harbour wakes before the sun, and the boats go out."
SCENES = [
    {"id": "mine", "title": "My picture", "description": "A beach.", "duration_seconds": 2, "transition": "slide_left"},
    {"id": "clip", "title": "My clip", "description": "A street.", "duration_seconds": 2, "transition": "cut"},
    {"id": "told", "title": "My voice", "description": "A harbour at dawn.", "narration": SAID, "duration_seconds": 3},
    {"id": "many", "title": "Three pictures", "description": "A cat in a garden.", "frames": 3, "duration_seconds": 3},
]
GREEN, TONE_HZ = (20, 160, 60), 880


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What a person might have: a tall green picture, a wide red clip that sounds, a recording, a tune."""
    from PIL import Image

    folder = tmp_path_factory.mktemp("mine")
    Image.new("RGB", (300, 900), GREEN).save(folder / "photo.jpg", quality=95)
    red, tone = "color=c=red:size=640x360:rate=25:duration=4", f"sine=frequency={TONE_HZ}:duration=4"
    encode = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", str(folder / "clip.mov")]
    run_ffmpeg(["-f", "lavfi", "-i", red, "-f", "lavfi", "-i", tone, *encode], timeout=60)
    speak(SAID, "clear", folder / "voice.wav")
    at = np.arange(48_000 * 20) / 48_000
    with wave.open(str(folder / "tune.wav"), "wb") as tune:
        tune.setparams((1, 2, 48_000, 0, "NONE", ""))
        tune.writeframes((np.sin(2 * np.pi * 220 * at) * 6000).astype("<i2").tobytes())
    return {path.stem: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def produced(stage: Stage, files: dict[str, Path]) -> Production:
    switches = {"title_card": True, "end_card": True, "sound_effects": True, "caption_style": "karaoke"}
    project_id = stage.project("My harbour", SCENES, **switches)
    quiet = Console(file=StringIO())
    own: list[tuple[str, Use, str]]
    own = [("mine", "image", "photo"), ("clip", "video", "clip"), ("told", "audio", "voice")]
    for scene_id, kind, name in own:
        use(stage.frontend, project_id, scene_id, kind, upload(stage.frontend, quiet, project_id, files[name]))
    use(stage.frontend, project_id, None, "music", upload(stage.frontend, quiet, project_id, files["tune"]))
    return stage.produce(project_id)


@pytest.fixture(scope="module")
def film(stage: Stage, produced: Production, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    path.write_bytes(stage.frontend.download(produced.project.id, str(produced.project.film.video_path)))
    return path


def _start(produced: Production, scene_id: str) -> float:
    scenes = produced.project.film_scenes()
    before = scenes[: [scene.id for scene in scenes].index(scene_id)]
    return CARD_SECONDS + sum(scene.actual_seconds or 0.0 for scene in before)


def _frame(film: Path, second: float) -> np.ndarray:
    with av.open(str(film)) as source:
        for frame in source.decode(video=0):
            if frame.time is not None and frame.time >= second:
                return frame.to_ndarray(format="rgb24").astype(int)
    raise AssertionError(f"the film has no frame at {second}")


def test_it_is_a_whole_film(produced: Production) -> None:
    project = produced.project
    assert produced.answer.status == "completed", produced.answer
    assert project.film.placeholders == {}
    scenes = sum(scene.actual_seconds or 0.0 for scene in project.film_scenes())
    assert project.film.duration_seconds == pytest.approx(scenes + 2 * CARD_SECONDS, abs=0.001)
    assert set(project.film.cards) == {"card-opening", "card-closing"}
    assert set(project.film.transitions) == {
        "card-opening-mine", "mine-clip", "told-many", "many-card-closing"
    }  # fmt: skip


def test_nothing_is_generated_where_a_person_gave_their_own(produced: Production) -> None:
    made = produced.made()
    assert ("image", "clip") not in made
    own = {(job["kind"], job["scene_id"]) for job in produced.jobs.values() if job["provider"] == "upload"}
    assert own == {("image", "mine"), ("video", "clip"), ("audio", "told"), ("music", None)}


def test_a_tall_picture_is_shown_whole(produced: Production, film: Path) -> None:
    frame = _frame(film, _start(produced, "mine") + 1)
    height, width, _ = frame.shape
    assert np.abs(frame[height // 2, width // 2] - GREEN).max() < 40
    assert frame[height // 2, width // 20].sum() < frame[height // 2, width // 2].sum() * 0.9, "no ground beside it"


def test_a_clip_is_seen_and_heard(produced: Production, film: Path) -> None:
    at = _start(produced, "clip")
    red, green, blue = _frame(film, at + 1)[-200:-100, 400:600].mean(axis=(0, 1))
    assert red > 150
    assert max(green, blue) < 60
    with av.open(str(film)) as source:
        sound = np.concatenate([f.to_ndarray().mean(axis=0) for f in source.decode(audio=0)])
    part = sound[int((at + 0.7) * 48_000) : int((at + 1.7) * 48_000)]
    loudest = np.argmax(np.abs(np.fft.rfft(part * np.hanning(part.size))))
    assert loudest == pytest.approx(TONE_HZ, abs=3)


def test_a_recorded_voice_has_captions_in_time(stage: Stage, produced: Production) -> None:
    vtt = stage.frontend.download(produced.project.id, str(produced.project.film.captions_path)).decode()
    text = " ".join(line for line in vtt.splitlines() if line and "-->" not in line and not line.startswith("WEBVTT"))
    assert "harbour wakes" in text
    assert "go out." in text
    (captions,) = [job for job in produced.jobs.values() if job["kind"] == "captions"]
    (audio,) = [job for job in produced.jobs.values() if job["kind"] == "audio"]
    assert audio["facts"]["timing"] == "aligned"
    assert captions["scene_id"] == "told"


def test_what_is_no_media_becomes_a_placeholder_that_says_why_and_heals(
    stage: Stage, produced: Production, files: dict[str, Path], tmp_path: Path
) -> None:
    project_id, quiet = produced.project.id, Console(file=StringIO())
    first = produced.project.scenes["mine"].assets.image_path
    cut_short = tmp_path / "photo.jpg"
    cut_short.write_bytes(files["photo"].read_bytes()[:600])
    use(stage.frontend, project_id, "mine", "image", upload(stage.frontend, quiet, project_id, cut_short))
    bad = stage.produce(project_id)
    assert bad.answer.status == "completed"
    assert "Your image cannot be used" in bad.project.scenes["mine"].assets.placeholders["image"]
    use(stage.frontend, project_id, "mine", "image", upload(stage.frontend, quiet, project_id, files["photo"]))
    good = stage.produce(project_id)
    assert good.project.scenes["mine"].assets.placeholders == {}
    assert good.project.scenes["mine"].assets.image_path == first


def test_the_film_is_exported_in_other_formats(stage: Stage, produced: Production, tmp_path: Path) -> None:
    project_id = produced.project.id
    _, answer = stage.frontend.request(project_id, "export", options={"formats": ["webm", "mp4_480"]}, timeout=600)
    assert answer.outcome is not None
    assert answer.outcome.jobs == 2
    exports = stage.frontend.read(project_id).exports
    found = {}
    for name, export in exports.items():
        path = tmp_path / name
        path.write_bytes(stage.frontend.download(project_id, str(export.path)))
        with av.open(str(path)) as source:
            picture, sound = source.streams.video[0].codec_context, source.streams.audio[0].codec_context
            found[name] = (picture.name, picture.height, sound.name)
            assert source.duration is not None
            assert source.duration / 1e6 == pytest.approx(produced.project.film.duration_seconds, abs=0.1)
    assert found == {"webm": ("vp9", 1080, "opus"), "mp4_480": ("h264", 480, "aac")}
    _, again = stage.frontend.request(project_id, "export", options={"formats": ["webm"]}, timeout=60)
    assert again.outcome is not None
    assert again.outcome.cached
