"""`make bench-render`: what a render costs, cold and after edits, beside plain ffmpeg and MoviePy; and how good it is.

BENCH_RENDER=8 or BENCH_RENDER=4,8 chooses the numbers of scenes; BENCH_RENDER=small is two scenes in a small frame.
BENCH_MOVIEPY=no leaves MoviePy out, which takes longer than all the rest.
"""

import importlib
import itertools
import os
import platform
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.render_quality import Vmaf, segment_quality, transition_quality
from bench.render_rivals import MOVIEPY, cut_graph, job_of, moviepy, plain, plain_graph
from bench.render_stage import Cost, Run, Stage, content, with_another_picture, with_other_music
from functions.media.loudness import Loudness, measure
from functions.media.runner import ffmpeg_path
from schemas.content import FilmContent
from schemas.project import FRAME_SIZES

_console = Console(width=120, highlight=False)
_MB = 1_000_000
COLD, PICTURE, MUSIC, PLAIN, CUT, PYTHON = (
    "(a) ours, cold",
    "(b) ours, one picture edited",
    "(c) ours, other music",
    "(d) one plain ffmpeg pass",
    "(d') the same, graph cut by hand",
    "(e) MoviePy",
)

_WAYS = (COLD, PICTURE, MUSIC, PLAIN, CUT, PYTHON)


@dataclass(frozen=True)
class Row:
    """One way to make one film."""

    cost: Cost
    jobs: int
    size: int
    """Bytes of the film."""
    together: float | None = None
    """Wall seconds when all steps that can run at once do."""


@dataclass(frozen=True)
class Result:
    """All ways to make a film of so many scenes, and what the steps of the first one took."""

    scenes: int
    seconds: float
    rows: Mapping[str, Row]
    cold: Run

    def cpu(self, name: str) -> float:
        """CPU-seconds of one way."""
        return self.rows[name].cost.cpu_seconds


def compare(stage: Stage, film: FilmContent, folder: Path, *, with_moviepy: bool) -> Result:
    """Make a film every way. The inputs are made first, and not counted.

    Raises ValueError when the stage has parts of the film already.
    """
    scenes = len(film.scenes)
    stage.supply(film)
    cold = stage.produce(film)
    if len(cold.of("segment")) < scenes:
        raise ValueError("Parts of this film were there already: give each film a stage of its own.")
    rows = {COLD: _ours(stage, film, cold)}
    job = job_of(stage, film)
    sound = sum((step.cost for step in cold.of("soundtrack")), Cost())
    for name, graph in ((PLAIN, plain_graph(job)), (CUT, cut_graph(job))):
        out = folder / "plain.mp4"
        cost = plain(job, graph, folder, out)
        rows[name] = Row(cost + sound, 1, out.stat().st_size)
    for name, edited in (
        (PICTURE, with_another_picture(film, f"s{scenes // 2 + 1}")),
        (MUSIC, with_other_music(film)),
    ):
        stage.supply(edited)
        rows[name] = _ours(stage, edited, stage.produce(edited))
    if with_moviepy:
        out = folder / "moviepy.mp4"
        rows[PYTHON] = Row(moviepy(job, folder, out), 1, out.stat().st_size)
    return Result(scenes, job.total / 30, {name: rows[name] for name in _WAYS if name in rows}, cold)


def _ours(stage: Stage, film: FilmContent, run: Run) -> Row:
    return Row(run.cost, len(run.steps), stage.film(film).size, run.path_seconds)


@dataclass(frozen=True)
class Quality:
    """VMAF of each scene's segment by its title, and of the transitions after them; and the film's loudness."""

    segments: Mapping[str, Vmaf]
    transitions: Mapping[str, Vmaf]
    loudness: Loudness


def quality(stage: Stage, film: FilmContent, folder: Path, *, every: int) -> Quality:
    """Judge a film that has been produced against renders without loss."""
    nodes, job = stage.plan(film), job_of(stage, film)
    scenes = film.scenes
    segments = {
        scene.title: segment_quality(
            job, index, stage.files.local(nodes[f"segment:{scene.id}"].path), folder, every=every
        )
        for index, scene in enumerate(scenes)
    }
    between = {}
    for index, (scene, other) in enumerate(itertools.pairwise(scenes)):
        node = nodes[f"transition:{scene.id}:{other.id}"]
        found = transition_quality(job, index, stage.files.local(node.path), folder, node.inputs["style"])
        between[f"{scene.title} to {other.title}"] = found
    return Quality(segments, between, measure(stage.files.local(stage.film(film).path)))


def _print(result: Result) -> None:
    table = Table(
        f"{result.scenes} scenes, {result.seconds:.0f} s", "CPU s", "wall s", "at once s", "peak MB", "jobs", "film MB"
    )
    for name, row in result.rows.items():
        table.add_row(
            name,
            f"{row.cost.cpu_seconds:.1f}",
            f"{row.cost.wall_seconds:.1f}",
            "" if row.together is None else f"{row.together:.1f}",
            f"{row.cost.peak_bytes / _MB:.0f}",
            str(row.jobs),
            f"{row.size / _MB:.1f}",
        )
    _console.print(table)
    kinds = dict.fromkeys(step.node.kind for step in result.cold.steps)
    parts = ", ".join(
        f"{len(found)} {kind} {sum(step.cost.cpu_seconds for step in found):.1f}"
        for kind, found in ((kind, result.cold.of(kind)) for kind in kinds)
    )
    _console.print(f"CPU seconds of (a) by kind: {parts}")
    for line in _verdicts(result):
        _console.print(line)
    _console.print()


def _verdicts(result: Result) -> Iterator[str]:
    """Every aim with what was measured."""
    cold = result.cpu(COLD)

    def line(what: str, found: float, aim: float, *, at_least: bool = False) -> str:
        met = found >= aim if at_least else found <= aim
        return f"  {'met   ' if met else 'MISSED'} {what}: {found:.2f}, aim {'>=' if at_least else '<='} {aim:.2f}"

    yield line("(a) / (d)", cold / result.cpu(PLAIN), 1.15)
    yield f"         (a) / (d'): {cold / result.cpu(CUT):.2f}, no aim"
    if PYTHON in result.rows:
        yield line("(e) / (a)", result.cpu(PYTHON) / cold, 3.0, at_least=True)
    if result.scenes >= 8:
        yield line("(b), CPU s, against (a)/N + 1.5", result.cpu(PICTURE), cold / result.scenes + 1.5)
    yield line("(c), CPU s", result.cpu(MUSIC), 2.0)
    yield line("peak MB of ours", max(result.rows[name].cost.peak_bytes for name in (COLD, PICTURE, MUSIC)) / _MB, 500)
    yield f"         (a) per scene: {cold / result.scenes:.2f} CPU s"


def _print_quality(found: Quality) -> None:
    table = Table("VMAF against a lossless render", "mean", "worst frame")
    for name, score in {**found.segments, **found.transitions}.items():
        table.add_row(name, f"{score.mean:.1f}", f"{score.worst:.1f}")
    _console.print(table)
    _console.print(f"sound: {found.loudness.integrated:.1f} LUFS, true peak {found.loudness.true_peak:.1f} dBTP")


def warm_up() -> None:
    """Import what a warm function has imported, and look for ffmpeg, so that no step pays for it."""
    for module in ("av", "av.filter", "budoux", "numpy", "numpy.ma", "PIL.Image"):
        importlib.import_module(module)
    ffmpeg_path()


def main() -> None:
    """Measure and print."""
    chosen = os.environ.get("BENCH_RENDER", "4,8,16")
    small = chosen == "small"
    lengths = [2] if small else [int(length) for length in chosen.split(",")]
    with_moviepy = os.environ.get("BENCH_MOVIEPY", "yes") != "no" and MOVIEPY.is_dir()
    if small:
        FRAME_SIZES["9:16"] = (180, 320)
    warm_up()
    _console.print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        # Each film has files of its own: what a shorter one left would make the next one cheaper.
        stages = {length: Stage(Path(name) / str(length)) for length in lengths}
        for length, stage in stages.items():
            _print(compare(stage, content(length), Path(name), with_moviepy=with_moviepy))
        _print_quality(quality(stages[lengths[0]], content(lengths[0]), Path(name), every=2 if small else 5))


if __name__ == "__main__":
    main()
