"""Other ways to render the same film: one plain pass of ffmpeg, the same with its filters cut by hand, and MoviePy."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.render_stage import Cost, Stage, measured
from functions.media.captions import safe_area, shift, to_ass
from functions.media.fonts import font_environment, font_file
from functions.media.frames import FPS, HANDLE, TRANSITION, scene_starts, seconds_of
from functions.media.runner import run_ffmpeg
from functions.media.segment import BT709, encoder_args, look_filter
from functions.plan import Node
from functions.steps.timing import LEAD_SECONDS
from schemas.content import FilmContent
from schemas.words import Cue, Transcript

ROOT = Path(__file__).resolve().parents[1]
MOVIEPY = ROOT / "venv" / "moviepy"
"""Where `make bench-render` installs MoviePy."""


@dataclass(frozen=True)
class Job:
    """A film with everything that is given: clips of its format with handles, narration, captions, music, sound."""

    clips: tuple[Path, ...]
    bodies: tuple[int, ...]
    width: int
    height: int
    look: str
    caption_style: str
    cues: tuple[Cue, ...]
    narration: tuple[tuple[Path, float], ...]
    music: Path
    sound: Path
    """The mixed sound, which the plain ways take as it is: what mixing took is added to them."""

    @property
    def total(self) -> int:
        """Frames of the film."""
        return sum(self.bodies)


def job_of(stage: Stage, film: FilmContent) -> Job:
    """Collect the inputs of a film that has been produced."""
    nodes = stage.plan(film)
    ids = [scene.id for scene in film.scenes]
    local = {name: stage.files.local(node.path) for name, node in nodes.items()}
    segments = [nodes[f"segment:{scene_id}"] for scene_id in ids]
    bodies = tuple(_frames(node) for node in segments)
    starts = scene_starts(bodies)
    cues: list[Cue] = []
    for scene_id, start in zip(ids, starts, strict=True):
        read = local[f"captions:{scene_id}"].with_suffix(".json").read_bytes()
        cues += shift(Transcript.model_validate_json(read).cues, start + LEAD_SECONDS)
    return Job(
        clips=tuple(local[f"video:{scene_id}"] for scene_id in ids),
        bodies=bodies,
        width=segments[0].inputs["width"],
        height=segments[0].inputs["height"],
        look=segments[0].inputs["look"],
        caption_style=film.caption_style,
        cues=tuple(cues),
        narration=tuple(
            (local[f"audio:{scene_id}"], start + LEAD_SECONDS) for scene_id, start in zip(ids, starts, strict=True)
        ),
        music=local["music"],
        sound=local["soundtrack"],
    )


def _frames(node: Node) -> int:
    assert node.asset is not None
    return int(node.asset.facts["frames"])


def plain_graph(job: Job) -> str:
    """The graph that everybody writes: `xfade` after `xfade`, then colours and captions over the whole film."""
    chains, position = [], 0
    last = len(job.clips) - 1
    for index, body in enumerate(job.bodies):
        first, end = 0 if index else HANDLE, body + TRANSITION if index < last else body + HANDLE
        chains.append(
            f"[{index}:v:0]trim=start_frame={first}:end_frame={end},setpts=PTS-STARTPTS,settb=1/{FPS},fps={FPS}[c{index}]"
        )
    picture = "[c0]"
    for index, body in enumerate(job.bodies[:-1]):
        position += body
        fade = f"xfade=transition=fade:duration={seconds_of(TRANSITION):.6f}:offset={seconds_of(position - HANDLE):.6f}"
        chains.append(f"{picture}[c{index + 1}]{fade}[x{index}]")
        picture = f"[x{index}]"
    return ";".join([*chains, f"{picture}{_finish(job)}[v]"])


def cut_graph(job: Job) -> str:
    """The same picture for half of the conversions: only what is faded goes through `xfade`, the rest past it.

    `xfade` works in 4:4:4, so in a plain chain every frame of the film is converted there and back.
    """
    chains, parts = [], []
    last = len(job.clips) - 1
    for index, body in enumerate(job.bodies):
        first, end = 2 * HANDLE if index else HANDLE, body if index < last else body + HANDLE
        names = [name for name, wanted in (("h", index > 0), ("m", True), ("t", index < last)) if wanted]
        copies = "".join(f"[{name}{index}]" for name in names)
        chains.append(f"[{index}:v:0]settb=1/{FPS},fps={FPS},split={len(names)}{copies}")
        if index:
            chains.append(f"[h{index}]trim=end_frame={TRANSITION},setpts=PTS-STARTPTS[head{index}]")
            fade = f"xfade=transition=fade:duration={seconds_of(TRANSITION):.6f}:offset=0,format=yuv420p"
            chains.append(f"[tail{index - 1}][head{index}]{fade}[x{index}]")
            parts.append(f"[x{index}]")
        chains.append(f"[m{index}]trim=start_frame={first}:end_frame={end},setpts=PTS-STARTPTS[main{index}]")
        parts.append(f"[main{index}]")
        if index < last:
            trim = f"trim=start_frame={body}:end_frame={body + TRANSITION}"
            chains.append(f"[t{index}]{trim},setpts=PTS-STARTPTS[tail{index}]")
    joined = f"{''.join(parts)}concat=n={len(parts)}:v=1:a=0,settb=1/{FPS},fps={FPS}"
    return ";".join([*chains, f"{joined},{_finish(job)}[v]"])


def _finish(job: Job) -> str:
    treatment = look_filter(job.look)
    drawn = [] if job.caption_style == "none" else ["ass=filename=film.ass"]
    return ",".join([*([treatment] if treatment else []), *drawn, "format=yuv420p", BT709])


def plain_args(job: Job, graph: str, out: Path) -> list[str]:
    """One pass: the encoder's settings are the film's, without the keyframes that joining needs."""
    options = encoder_args()
    at = options.index("-force_key_frames")
    inputs = [option for clip in job.clips for option in ("-f", "mov", "-i", f"file:{clip}")]
    copied = ["-f", "mov", "-i", f"file:{job.sound}", "-map", "[v]", "-map", f"{len(job.clips)}:a:0", "-c:a", "copy"]
    picture = [*options[:at], *options[at + 2 :]]
    picture.remove("-an")
    return [
        *(*inputs, *copied, "-filter_complex", graph, "-frames:v", str(job.total), "-r", str(FPS)),
        *(*picture, "-movflags", "+faststart", str(out)),
    ]


def plain(job: Job, graph: str, folder: Path, out: Path) -> Cost:
    """Render the film in one pass, without the sound's share."""
    ass = to_ass(job.cues, width=job.width, height=job.height, style=job.caption_style)  # type: ignore[arg-type]
    if job.caption_style != "none":
        (folder / "film.ass").write_text(ass, encoding="utf-8")
    args, env = plain_args(job, graph, out), font_environment(folder)
    _, cost = measured(lambda: run_ffmpeg(args, timeout=3600, cwd=folder, env=env, task="The plain pass"))
    return cost


def moviepy(job: Job, folder: Path, out: Path) -> Cost:
    """Render the film the usual Python way, sound and all."""
    description = folder / "moviepy.json"
    description.write_text(json.dumps(_for_moviepy(job, folder, out)))

    def run() -> int:
        command = [sys.executable, str(ROOT / "bench" / "render_moviepy.py"), str(description)]
        environment: Mapping[str, str] = {**os.environ, "PYTHONPATH": str(MOVIEPY)}
        return subprocess.run(command, env=environment, cwd=folder, check=True).returncode  # noqa: S603

    _, cost = measured(run)
    return cost


def _for_moviepy(job: Job, folder: Path, out: Path) -> dict[str, object]:
    area = safe_area(job.width, job.height)
    return {
        "folder": str(folder),
        "out": str(out),
        "fps": FPS,
        "font": str(font_file("Inter", 700)),
        "font_size": round(0.06 * min(job.width, job.height)),
        "caption_y": area.y + area.height - round(0.15 * min(job.width, job.height)),
        "scenes": [
            {
                "clip": str(clip),
                "begin": seconds_of(HANDLE),
                "end": seconds_of(HANDLE + body),
            }
            for clip, body in zip(job.clips, job.bodies, strict=True)
        ],
        "captions": [{"text": "\n".join(cue.lines), "start": cue.start, "end": cue.end} for cue in job.cues],
        "narration": [{"path": str(path), "at": at} for path, at in job.narration],
        "music": str(job.music),
    }
