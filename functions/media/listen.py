"""Sound as numbers: decoding to mono samples, what a stretch of music sounds like, and where its beats are.

Decoding is done by ffmpeg in a process of its own, bounded like every other run. Numpy is imported late: importing
this file costs nothing.
"""

import itertools
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from functions.media.probe import probe
from functions.media.runner import MediaError, input_args, run_ffmpeg

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    Numbers = NDArray[np.float64]

RATE: Final = 16_000
"""Samples a second of everything that is listened to."""
_HOP: Final = 160
_WINDOW: Final = 1024
_FRAMES_A_SECOND: Final = RATE / _HOP
_BANDS: Final = 40
_ONSET_LAG: Final = 0.0525
"""Seconds from a frame's start to the onset that it reports: an onset is seen when it enters the window's far half."""
_BEATS_A_BAR: Final = 4
_SHORTEST_BEAT, _LONGEST_BEAT, _USUAL_BEAT = 0.3, 1.0, 0.5
_TIGHTNESS: Final = 100.0
_CLEAR: Final = 2.0
"""Onsets on the beats are so many times stronger than on the average frame where beats are taken for found."""
_BLOCK: Final = 2**18


def mono(path: Path, *, seconds: float | None = None, timeout: float = 120.0) -> "Samples":
    """The first sound stream of a file, or its first `seconds`, as mono float32 at `RATE`.

    Raises `MediaError`: `wrong_media` for a file without sound, `media_unreadable` or `media_failed` for a damaged one.
    """
    import numpy as np

    info = probe(path)
    if info.audio_codec is None:
        raise MediaError("wrong_media", f"{path.name} has no sound.")
    with TemporaryDirectory(dir=path.parent) as folder:
        raw = Path(folder) / "mono.f32"
        length = [] if seconds is None else ["-t", f"{seconds:.3f}"]
        chain = f"aformat=sample_fmts=flt:sample_rates={RATE}:channel_layouts=mono"
        args = [*input_args(path.resolve(), info.container), *length, "-map", "0:a:0", "-af", chain, "-f", "f32le"]
        run_ffmpeg([*args, str(raw.resolve())], timeout=timeout, task="Listening to the sound")
        samples: Samples = np.nan_to_num(np.fromfile(raw, np.float32))
        return samples


def character(samples: "Samples", edges: "Numbers") -> "Numbers":
    """What is heard between each two of `edges` (seconds): pitch classes, brightness and level, shape (n, 21).

    Rows are comparable by their distance: 12 pitch classes of norm 1, then 9 octaves' share of the energy and the
    level, scaled so that 10 dB count as much as a change of harmony.
    """
    import numpy as np

    size, hop = 4096, 2048
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    tuned = (hertz > 80) & (hertz < 2000)
    classes = np.round(12 * np.log2(np.maximum(hertz, 1) / 440)).astype(int) % 12
    chroma = np.stack([(classes == note) & tuned for note in range(12)]).astype(np.float64)
    octaves = np.clip(np.log2(np.maximum(hertz, 1) / 31), 0, 8.99).astype(int)
    levels = np.stack([octaves == octave for octave in range(9)]).astype(np.float64)
    frames = _spectra(samples, size, hop)
    centres = (np.arange(len(frames)) * hop + size / 2) / RATE
    pitched, heard = frames @ chroma.T, frames @ levels.T
    rows = []
    for start, end in itertools.pairwise(edges):
        inside = (centres >= start) & (centres < end)
        if not inside.any():
            inside = np.zeros(len(centres), bool)
            inside[np.argmin(np.abs(centres - (start + end) / 2)) if len(centres) else slice(0)] = True
        notes, bands = np.sqrt(pitched[inside].sum(axis=0)), heard[inside].mean(axis=0)
        notes = notes / (np.linalg.norm(notes) + 1e-9)
        rows.append(np.concatenate([notes, 0.1 * np.log10(bands + 1e-7) * 10 / 3]))
    return np.asarray(rows)


def _spectra(samples: "Samples", size: int, hop: int) -> "Numbers":
    """Power spectra of windows of `size`, every `hop`."""
    import numpy as np

    if len(samples) < size:
        samples = np.pad(samples, (0, size - len(samples)))
    windows = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop]
    shape = np.hanning(size).astype(np.float32)
    step = max(1, _BLOCK // size * 4)
    parts = [np.abs(np.fft.rfft(windows[at : at + step] * shape, axis=1)) ** 2 for at in range(0, len(windows), step)]
    return np.concatenate(parts)


@dataclass(frozen=True, slots=True)
class Beats:
    """Seconds of every bar's first beat, how strong the onset there is, and how clear all beats are.

    Strength and clarity are measured against the average frame.
    """

    bars: tuple[float, ...]
    strengths: tuple[float, ...]
    clarity: float


def onset_strength(samples: "Samples") -> tuple["Numbers", "Numbers"]:
    """How much new sound begins in each 10 ms, against its surroundings, and how much of it is deep (below 200 Hz).

    Spectral flux over logarithmic bands. Index n stands for n / 100 seconds.
    """
    import numpy as np

    hertz = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    edges = np.geomspace(40, 7500, _BANDS + 1)
    bands = np.stack([(hertz >= low) & (hertz < high) for low, high in itertools.pairwise(edges)])
    bands = bands[bands.any(axis=1)].astype(np.float64)
    lead = round(_ONSET_LAG * RATE)
    heard = np.log1p(50 * np.sqrt(_spectra(np.pad(samples, (lead, 0)), _WINDOW, _HOP) @ bands.T))
    rise = np.maximum(0, np.diff(heard, axis=0, prepend=heard[:1]))
    deep = rise[:, : max(1, int((bands @ hertz / bands.sum(axis=1) < 200).sum()))].mean(axis=1)
    whole = rise.mean(axis=1)
    around = np.convolve(whole, np.full(101, 1 / 101), "same")
    return np.maximum(0, whole - around), deep


def beats(samples: "Samples") -> Beats | None:
    """Estimate the bars of music in four: None where there is no clear and steady beat.

    The tempo is the strongest period of the onsets near 120 beats a minute; the beats are the best path through the
    onsets at that period (Ellis, Beat Tracking by Dynamic Programming, 2007); a bar begins on the beat of four that is
    deepest and strongest.
    """
    import numpy as np

    strength, deep = onset_strength(samples)
    if len(strength) < 4 * _FRAMES_A_SECOND or not strength.any():
        return None
    scaled = strength / strength.std()
    period = _period(scaled)
    found = _best_path(scaled, period)
    if len(found) < 2 * _BEATS_A_BAR:
        return None
    near = np.lib.stride_tricks.sliding_window_view(np.pad(scaled, 3), 7).max(axis=1)
    clarity = float(near[found].mean() / near.mean())
    if clarity < _CLEAR:
        return None
    low = np.lib.stride_tricks.sliding_window_view(np.pad(deep, 3), 7).max(axis=1)
    weight = near[found] / near.mean() + low[found] / (low.mean() + 1e-9)
    phase = max(range(_BEATS_A_BAR), key=lambda n: float(weight[n::_BEATS_A_BAR].mean()))
    first = found[phase::_BEATS_A_BAR]
    bars, strengths = first / _FRAMES_A_SECOND, near[first] / near.mean()
    return Beats(tuple(bars.tolist()), tuple(strengths.tolist()), clarity)


def _period(strength: "Numbers") -> int:
    """Frames of a beat."""
    import numpy as np

    size = 1 << (2 * len(strength) - 1).bit_length()
    correlation = np.fft.irfft(np.abs(np.fft.rfft(strength, size)) ** 2)[: len(strength)]
    lags = np.arange(round(_SHORTEST_BEAT * _FRAMES_A_SECOND), round(_LONGEST_BEAT * _FRAMES_A_SECOND) + 1)
    liking = np.exp(-0.5 * (np.log2(lags / (_USUAL_BEAT * _FRAMES_A_SECOND)) / 0.9) ** 2)
    return int(lags[np.argmax(correlation[lags] * liking)])


def _best_path(strength: "Numbers", period: int) -> "NDArray[np.int64]":
    """Frames of the beats: the sequence with the most onset in all that stays near the period."""
    import numpy as np

    lags = np.arange(2 * period, period // 2 - 1, -1)
    costs = -_TIGHTNESS * np.log(lags / period) ** 2
    score, before = strength.copy(), np.full(len(strength), -1)
    for at in range(len(lags) + period // 2, len(strength)):
        reached = score[at - lags] + costs
        best = int(np.argmax(reached))
        score[at] += reached[best]
        before[at] = at - lags[best]
    last = len(score) - period + int(np.argmax(score[-period:]))
    path = []
    while last >= 0:
        path.append(last)
        last = int(before[last])
    return np.asarray(path[::-1])
