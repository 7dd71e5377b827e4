"""How good the picture is: VMAF of what was encoded against a lossless render of the same filters."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.render_rivals import Job
from functions.media.captions import to_ass
from functions.media.fonts import font_environment
from functions.media.frames import HANDLE, TRANSITION
from functions.media.probe import probe
from functions.media.runner import run_ffmpeg
from functions.media.segment import segment_args
from functions.media.transition import transition_args
from schemas.words import Cue

_LOSSLESS = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-pix_fmt", "yuv420p", "-f", "mp4")


@dataclass(frozen=True)
class Vmaf:
    """VMAF v0.6.1 (0 to 100): the mean over the frames that were compared, and the worst of them."""

    mean: float
    worst: float


def lossless(args: list[str], out: Path) -> list[str]:
    """The same inputs, filters and keyframes with an encoder that loses nothing."""
    at = args.index("-force_key_frames")
    return [*args[: args.index("-c:v")], *args[at - 2 : at + 2], *_LOSSLESS, str(out)]


def vmaf(encoded: Path, reference: Path, *, first: int, last: int, every: int = 1) -> Vmaf:
    """Compare file frames [first, last) of two files of the same size, every so many of them."""
    trim = f"trim=start_frame={first}:end_frame={last},setpts=PTS-STARTPTS"
    with tempfile.TemporaryDirectory() as folder:
        graph = (
            f"[0:v:0]{trim}[a];[1:v:0]{trim}[b];"
            f"[a][b]libvmaf=log_fmt=json:log_path=vmaf.json:n_threads=2:n_subsample={every}"
        )
        inputs = [option for path in (encoded, reference) for option in ("-f", "mov", "-i", f"file:{path.resolve()}")]
        run_ffmpeg(
            [*inputs, "-filter_complex", graph, "-f", "null", "-"], timeout=900, cwd=Path(folder), task="Comparing"
        )
        found = json.loads(Path(folder, "vmaf.json").read_text())
    scores = [frame["metrics"]["vmaf"] for frame in found["frames"]]
    return Vmaf(sum(scores) / len(scores), min(scores))


def segment_quality(job: Job, index: int, segment: Path, folder: Path, *, every: int) -> Vmaf:
    """A segment's body against the same scene without loss; `folder` is left with `lossless<index>.mp4`."""
    reference, ass = folder / f"lossless{index}.mp4", folder / "scene.ass"
    start = sum(job.bodies[:index]) / 30
    cues = [_moved(cue, -start) for cue in job.cues if start <= cue.start < start + job.bodies[index] / 30]
    drawn = job.caption_style != "none"
    if drawn:
        style = job.caption_style
        ass.write_text(to_ass(cues, width=job.width, height=job.height, style=style))  # type: ignore[arg-type]
    args = segment_args(
        job.clips[index],
        probe(job.clips[index]),
        body_frames=job.bodies[index],
        width=job.width,
        height=job.height,
        ass_name=ass.name if drawn else None,
        look=job.look,
        out=reference,
    )
    run_ffmpeg(lossless(args, reference), timeout=900, cwd=folder, env=font_environment(folder), task="Rendering")
    return vmaf(segment, reference, first=HANDLE, last=HANDLE + job.bodies[index], every=every)


def transition_quality(job: Job, index: int, transition: Path, folder: Path, style: str) -> Vmaf:
    """A transition against one between the lossless segments that `segment_quality` left in the folder."""
    reference = folder / f"between{index}.mp4"
    pair = [folder / f"lossless{number}.mp4" for number in (index, index + 1)]
    size = (job.width, job.height)
    args = transition_args(
        pair[0], job.bodies[index], pair[1], job.bodies[index + 1], style=style, size=size, out=reference
    )
    run_ffmpeg(lossless(args, reference), timeout=900, task="Rendering")
    return vmaf(transition, reference, first=0, last=TRANSITION)


def _moved(cue: Cue, seconds: float) -> Cue:
    words = tuple(w.model_copy(update={"start": w.start + seconds, "end": w.end + seconds}) for w in cue.words)
    return cue.model_copy(update={"start": cue.start + seconds, "end": cue.end + seconds, "words": words})
