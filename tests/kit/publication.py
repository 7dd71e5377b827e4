"""A film of coloured scenes, published by the real step: what the share page is given, and the files by path."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from functions.media.captions.tracks import to_srt, to_vtt
from functions.media.join import Chapter, Piece, join
from functions.media.runner import run_ffmpeg
from functions.providers.provider import Output
from functions.steps.publish import STEP
from functions.steps.step import Context, Done, Step, Where
from functions.stores.memory import MemoryFiles
from schemas.job import Job
from schemas.project import Kind
from schemas.share import Share
from schemas.words import Cue

BUCKET = "demo.appspot.com"
PROJECT = "p1"
SHARE_ID = "AbCdEfGhIjKlMnOpQr-_09"
COLOURS = ("#c0392b", "#2471a3", "#1e8449", "#b7950b", "#884ea0", "#ca6f1e")
FILM_PATH = f"projects/{PROJECT}/film/f1"
NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
SPOKEN = Cue(start=1.0, end=2.0, lines=("Light travels.",))


@dataclass(frozen=True)
class Publication:
    """A published film: its public document, and what was stored, by path."""

    share: Share
    files: dict[str, Path]
    types: dict[str, str]
    facts: dict[str, Any]
    film: Path


def coloured_film(folder: Path, width: int, height: int, seconds: Sequence[float]) -> Path:
    """A film whose scenes have a colour each, with moving noise, a tone, chapters and a keyframe a second."""
    folder.mkdir(parents=True, exist_ok=True)
    inputs, chains = [], []
    for number, length in enumerate(seconds):
        colour = COLOURS[number % len(COLOURS)]
        inputs += ["-f", "lavfi", "-t", str(length), "-i", f"color={colour}:size={width}x{height}:rate=30"]
        chains.append(f"[{number}:v]noise=alls=5:allf=t:all_seed=7,format=yuv420p[v{number}]")
    parts = "".join(f"[v{number}]" for number in range(len(chains)))
    chains.append(f"{parts}concat=n={len(seconds)}:v=1:a=0[v]")
    inputs += ["-f", "lavfi", "-t", str(sum(seconds)), "-i", "sine=frequency=330:sample_rate=48000"]
    picture, sound, out = folder / "picture.mp4", folder / "sound.m4a", folder / "film.mp4"
    video = ["-map", "[v]", "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "30", "-crf", "26"]
    tags = ["-flags:v", "+bitexact", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
    audio = ["-map", f"{len(seconds)}:a", "-c:a", "aac", "-ac", "2", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
    graph = ["-filter_complex", ";".join(chains)]
    run_ffmpeg(
        [*inputs, *graph, *video, *tags, "-video_track_timescale", "15360", str(picture), *audio, str(sound)],
        timeout=240,
    )
    starts = _starts(seconds)
    chapters = [Chapter(f"Scene {n}", at) for n, at in enumerate(starts, 1)]
    frames = round(30 * sum(seconds))
    join([Piece(picture, 0, frames)], sound, out, frames=frames, title="Colours", chapters=chapters)
    return out


def publish(
    film: Path,
    folder: Path,
    *,
    seconds: Sequence[float],
    size: tuple[int, int],
    cards: bool = False,
    cues: Sequence[Cue] = (SPOKEN,),
    **inputs: Any,
) -> Publication:
    """Run the publish step on a film. With `cards`, its first and its last piece are the title and the end card."""
    pieces = [f"s{number}" for number in range(len(seconds))]
    if cards:
        pieces[0], pieces[-1] = "card-opening", "card-closing"
    facts = {
        "seconds": sum(seconds),
        "starts": _starts(seconds),
        "pieces": pieces,
        "width": size[0],
        "height": size[1],
        "language": "en",
    }
    scenes = [piece for piece in pieces if "-" not in piece]
    given = {
        "share_id": SHARE_ID,
        "title": "The keeper’s lantern",
        "description": "On the last night of the season the keeper rows out alone.\nA short film about light.",
        "chapters": {scene: f"Scene {number}" for number, scene in enumerate(scenes, 1)},
        "pictures": {},
        **inputs,
    }
    files = film_files(film, folder / "film", facts, cues)
    done = run(STEP, "publish", given, files, folder / "work")
    assert done.share is not None
    base = f"{STEP.prefix(PROJECT, Where())}h1"
    stored = {f"{base}{output.suffix}": output for output in done.made.files}
    local = {f"{FILM_PATH}{suffix}": folder / "film" / f"film{suffix}" for suffix in (".vtt", ".srt")}
    local |= {f"{FILM_PATH}.mp4": film} | {path: output.path for path, output in stored.items()}
    types = {path: output.content_type for path, output in stored.items()}
    types |= {f"{FILM_PATH}.mp4": "video/mp4", f"{FILM_PATH}.vtt": "text/vtt", f"{FILM_PATH}.srt": "text/plain"}
    return Publication(done.share, local, types, dict(done.made.facts), film)


def film_files(film: Path, folder: Path, facts: dict[str, Any], cues: Sequence[Cue]) -> MemoryFiles:
    """Storage with a film in it and what lies beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        ".vtt": to_vtt(cues),
        ".srt": to_srt(cues),
        ".cues.json": json.dumps([cue.model_dump(mode="json") for cue in cues]),
    }
    files = MemoryFiles()
    for suffix, text in texts.items():
        (folder / f"film{suffix}").write_text(text, encoding="utf-8")
        files.put(f"{FILM_PATH}{suffix}", folder / f"film{suffix}", content_type="text/plain", metadata={})
    extras = {suffix: f"{FILM_PATH}{suffix}" for suffix in texts}
    metadata = {"facts": json.dumps(facts), "extras": json.dumps(extras)}
    files.put(f"{FILM_PATH}.mp4", film, content_type="video/mp4", metadata=metadata)
    return files


def run(step: Step, kind: Kind, inputs: dict[str, Any], files: MemoryFiles, folder: Path) -> Done:
    """Run a step that builds on the film, outside of the engine."""
    folder.mkdir(parents=True, exist_ok=True)
    job = Job(
        job_id="j" + "0" * 31,
        project_id=PROJECT,
        user_id="u1",
        kind=kind,
        slot=kind,
        input_hash="h1",
        key="h1",
        inputs=inputs,
        sources={"film": f"{FILM_PATH}.mp4"},
        size="media",
        origin="r1",
        created_at=NOW,
        updated_at=NOW,
    )
    context = Context(job, files, folder, lambda _share: None, None, NOW, BUCKET)
    outcome = step.run(context)
    assert isinstance(outcome, Done)
    return outcome


def outputs(done: Done) -> dict[str, Output]:
    """The files of an outcome by the ends of their names."""
    return {output.suffix: output for output in done.made.files}


def _starts(seconds: Sequence[float]) -> list[float]:
    return [sum(seconds[:number]) for number in range(len(seconds))]
