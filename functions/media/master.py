"""The last stage of the film's sound: one gain, a limiter, AAC, and a measurement of what came out.

Instead of two loudnorm passes, which change the dynamics and cost several times as much, every source is levelled
before it is mixed, the mix gets one static gain and a limiter, and the encoded sound is measured, because AAC moves the
peaks: behind AAC a limiter at twice the rate gave no lower peaks than one at the film's, single clicks apart.

All this is done in this process with ffmpeg's libraries, for what comes in is our own mix: the ffmpeg program hands
each of sound's small frames from thread to thread, and takes a sixth to a third longer for the same.
"""

import contextlib
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

from functions.media.loudness import Loudness
from functions.media.runner import DEMUXERS, MediaError, reading_options

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame

SAMPLE_RATE = 48_000
TARGET_LUFS = -14.0
TOLERANCE_LU = 0.4
MAX_TRUE_PEAK = -1.0
"""dBTP, in the encoded sound."""
SILENCE_LUFS = -60.0
"""What measures lower is taken for silence and not raised."""
BIT_RATE = 192_000

_FIRST_LIMIT = -2.0
_ATTEMPTS = 4
_MAX_GAIN = 40.0

Filter = tuple[str, str]
"""Name and options of an ffmpeg filter."""


def gain_to(target: float, measured: float) -> float:
    """The static gain in dB from `measured` to `target` LUFS; 0 for silence, and never more than 40 dB."""
    if measured <= SILENCE_LUFS:
        return 0.0
    return max(-_MAX_GAIN, min(_MAX_GAIN, target - measured))


def master(
    mixed: Path, level: float, *, seconds: float, out: Path, on_progress: Callable[[float], None] = lambda _share: None
) -> Loudness:
    """Bring a mix to streaming loudness, and write it as AAC in an MP4 container (`.m4a`), exactly as long.

    Args:
        mixed: a WAV file of ours, 48 kHz stereo.
        level: its loudness in LUFS.
        seconds: how long it is.
        out: the file to write.
        on_progress: called with the share encoded, 0 to 1; from the beginning again where it is done again.

    Returns the loudness of the encoded sound. Limiting costs loudness and AAC adds to peaks, both by little: where that
    is too much, it is done again. Raises `MediaError("media_failed")`.
    """
    total = seconds * SAMPLE_RATE
    gain, limit = gain_to(TARGET_LUFS, level), _FIRST_LIMIT
    for _ in range(_ATTEMPTS):
        with _own_errors():
            _encode(_decoded(mixed, "wav"), limiter(gain, limit), out, lambda done: on_progress(min(1.0, done / total)))
            reached = _measured(out)
        gain, limit, settled = correction(reached, gain=gain, limit=limit)
        if settled:
            break
    return reached


def silence(out: Path, *, seconds: float) -> Loudness:
    """Write a film's sound that is silent. Raises `MediaError("media_failed")`."""
    with _own_errors():
        _encode(_silence(round(seconds * SAMPLE_RATE)), (), out, lambda _done: None)
    return Loudness(-70.0, -math.inf)


@contextlib.contextmanager
def _own_errors() -> Iterator[None]:
    import av

    try:
        yield
    except av.FFmpegError as error:
        raise MediaError("media_failed", "The film's sound could not be mastered.") from error


def limiter(gain: float, limit: float) -> tuple[Filter, ...]:
    """The filters that apply a gain (dB) and keep the peaks below a limit (dBFS)."""
    peak = f"limit={10 ** (limit / 20):.6f}"
    return ("volume", f"{gain:.3f}dB"), ("alimiter", f"{peak}:attack=4:release=60:level=0:latency=1")


def correction(reached: Loudness, *, gain: float, limit: float) -> tuple[float, float, bool]:
    """The next gain and limit, and whether the result is within tolerance (silence always is)."""
    if reached.integrated <= SILENCE_LUFS:
        return gain, limit, True
    missing = TARGET_LUFS - reached.integrated
    excess = max(0.0, reached.true_peak - MAX_TRUE_PEAK)
    if abs(missing) <= TOLERANCE_LU and excess == 0.0:
        return gain, limit, True
    # Raising the gain of a limited sound gives back less than its full amount.
    return gain + missing * (1.3 if missing > 0 else 1.0), limit - (excess + 0.1 if excess else 0.0), False


def _encode(
    frames: "Iterable[AudioFrame]", filters: Sequence[Filter], out: Path, on_progress: Callable[[int], None]
) -> None:
    """Filter a sound and write it as AAC; tells how many samples are done."""
    import av

    done = 0
    container = {"fflags": "+bitexact", "movie_timescale": str(SAMPLE_RATE)}
    with av.open(f"file:{out}", "w", format="ipod", options=container) as target:
        # The fast coder takes half the time of twoloop; its noise lay within 1 dB of twoloop's in every band. Noise
        # shaping and substitution take another 5 %; without them no band of a film, a track or a voice has more than
        # 0.4 dB more noise.
        options = {"aac_coder": "fast", "aac_tns": "0", "aac_pns": "0", "flags": "+bitexact"}
        stream = target.add_stream("aac", SAMPLE_RATE, options, layout="stereo", bit_rate=BIT_RATE)
        stream.codec_context.thread_count = 1
        for frame in _filtered(frames, filters):
            target.mux(stream.encode(frame))
            done += frame.samples
            on_progress(done)
        target.mux(stream.encode(None))


def _measured(path: Path) -> Loudness:
    """The loudness of a sound of ours, as `loudness.measure` finds it."""
    meter = ("ebur128", "peak=true:metadata=1:framelog=quiet")
    found: dict[str, str] = {}
    # The meter tells after every 100 ms what it has found so far.
    for frame in _filtered(_decoded(path, "mp4"), (("apad", f"pad_len={SAMPLE_RATE // 10}"), meter)):
        found = frame.metadata or found
    peak = float(found["lavfi.r128.true_peak"])
    return Loudness(float(found["lavfi.r128.I"]), 20 * math.log10(peak) if peak > 0 else -math.inf)


def _decoded(path: Path, container: str) -> "Iterator[AudioFrame]":
    import av

    with av.open(f"file:{path}", format=DEMUXERS[container], options=reading_options(container)) as source:
        yield from source.decode(source.streams.audio[0])


def _filtered(frames: "Iterable[AudioFrame]", filters: Sequence[Filter]) -> "Iterator[AudioFrame]":
    """What comes out of a chain of filters."""
    import av
    from av.filter import Graph

    graph: Graph | None = None
    for frame in itertools.chain(frames, [None]):
        if graph is None:
            if frame is None:
                return
            graph = Graph()
            entry = graph.add_abuffer(
                sample_rate=frame.sample_rate, format=frame.format, layout=frame.layout, time_base=frame.time_base
            )
            graph.link_nodes(entry, *(graph.add(*each) for each in filters), graph.add("abuffersink")).configure()
        graph.push(frame)
        # It gives nothing until it has enough, and nothing more after the end.
        with contextlib.suppress(av.BlockingIOError, av.EOFError):
            while True:
                yield cast("AudioFrame", graph.pull())


def _silence(samples: int) -> "Iterator[AudioFrame]":
    import numpy as np
    from av import AudioFrame

    for first in range(0, samples, SAMPLE_RATE):
        frame = AudioFrame.from_ndarray(
            np.zeros((2, min(SAMPLE_RATE, samples - first)), np.float32), format="fltp", layout="stereo"
        )
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, first, Fraction(1, SAMPLE_RATE)
        yield frame
