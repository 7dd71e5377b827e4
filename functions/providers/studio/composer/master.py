"""The last stage: tone, loudness and peaks of the whole track."""

import numpy as np
from numpy.typing import NDArray

from functions.providers.studio.composer.tones.modal import RATE, Audio, Numbers

LOUDNESS = -18.0
"""LUFS of a finished track."""
CEILING = 10 ** (-4.0 / 20)
"""Highest sample: tames strokes of percussion, and leaves room for a voice on top."""
_PIECE = 2**19
_LEAD = 2**14

Triple = tuple[float, float, float]


def tone_curve(hertz: Numbers) -> Numbers:
    """Magnitudes that make room for a voice: nothing below 30 Hz, less at 250 Hz and 1-4 kHz, air above 9 kHz."""
    safe = np.maximum(hertz, 1.0)
    rumble = 1 / np.sqrt(1 + (30 / safe) ** 6)
    shelf = -1.5 / (1 + (safe / 110) ** 3)
    mud = -2.5 * np.exp(-((np.log2(safe / 280) / 0.7) ** 2))
    voice = -3.0 * np.exp(-((np.log2(safe / 2100) / 1.0) ** 2))
    air = 5.0 / (1 + (8000 / safe) ** 3)
    return rumble * 10 ** ((shelf + mud + voice + air) / 20)


def _biquad(b: Triple, a: Triple, omega: Numbers) -> NDArray[np.complex128]:
    z = np.exp(-1j * omega)
    response: NDArray[np.complex128] = (b[0] + b[1] * z + b[2] * z**2) / (a[0] + a[1] * z + a[2] * z**2)
    return response


def k_weighting(size: int) -> NDArray[np.complex64]:
    """The K-weighting of ITU-R BS.1770-5 at 48 kHz (its tables 1 and 2), at the rfft bins of `size` samples."""
    omega: Numbers = 2 * np.pi * np.fft.rfftfreq(size).astype(np.float64)
    shelf: tuple[Triple, Triple] = (
        (1.53512485958697, -2.69169618940638, 1.19839281085285),
        (1.0, -1.69065929318241, 0.73248077421585),
    )
    high: tuple[Triple, Triple] = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
    response: NDArray[np.complex64] = (_biquad(*shelf, omega) * _biquad(*high, omega)).astype(np.complex64)
    return response


def loudness(sound: Audio) -> float:
    """Integrated loudness of stereo sound (2, n) at 48 kHz in LUFS, gated as in BS.1770-5; -70 for silence."""
    hop, lead = RATE // 10, _LEAD
    size = _PIECE + lead
    weighting = k_weighting(size)
    energies: list[NDArray[np.float64]] = []
    step = _PIECE // hop * hop
    for first in range(0, sound.shape[1], step):
        piece = sound[:, max(0, first - lead) : first + step]
        before = first - max(0, first - lead)
        heard = np.fft.irfft(np.fft.rfft(piece, size, axis=1) * weighting, size, axis=1)[:, before : piece.shape[1]]
        whole = heard.shape[1] // hop * hop
        energies.append(np.sum(heard[:, :whole].reshape(2, -1, hop).astype(np.float64) ** 2, axis=(0, 2)) / hop)
    hops = np.concatenate(energies)
    blocks = np.convolve(hops, np.full(4, 0.25), "valid") if len(hops) >= 4 else hops
    audible = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    if not len(audible):
        return -70.0
    kept = audible[audible > 0.1 * audible.mean()]
    return float(-0.691 + 10 * np.log10(kept.mean()))


def limit(sound: Audio, ceiling: float = CEILING) -> None:
    """Keep every sample within `ceiling`, in place: the gain sinks smoothly before a peak and returns after it.

    The gain a stretch of 1 ms needs is spread to its neighbours (10 ms before, 60 ms after) and then averaged over the
    same reach, which can only lower it; so nothing overshoots.
    """
    hop = RATE // 1000
    count = -(-sound.shape[1] // hop)
    peaks = np.zeros(count, np.float32)
    whole = sound.shape[1] // hop
    peaks[:whole] = np.abs(sound[:, : whole * hop]).reshape(2, whole, hop).max(axis=(0, 2))
    if whole < count:
        peaks[whole] = np.abs(sound[:, whole * hop :]).max()
    if float(peaks.max()) <= ceiling:
        return
    reach = 32
    needed = np.pad(np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9)), reach, constant_values=1.0)
    lowest = np.lib.stride_tricks.sliding_window_view(needed, 2 * reach + 1).min(axis=1)
    window = np.hanning(2 * reach + 1)
    padded = np.pad(lowest, reach - 1, constant_values=1.0)
    smooth = np.convolve(padded, window[1:-1] / window[1:-1].sum(), "valid")
    centres = (np.arange(count) + 0.5) * hop
    for first in range(0, sound.shape[1], _PIECE):
        last = min(first + _PIECE, sound.shape[1])
        gain = np.interp(np.arange(first, last), centres, smooth).astype(np.float32)
        sound[:, first:last] *= gain
    np.clip(sound, -ceiling, ceiling, out=sound)


def finish(sound: Audio, ring: float) -> None:
    """Bring a mix (2, n) to `LOUDNESS`, limit its peaks and fade its end, in place.

    `ring` is the last chord's length in seconds; the fade takes the last 40 % of it.
    """
    fade = min(sound.shape[1], int(0.4 * ring * RATE))
    sound[:, sound.shape[1] - fade :] *= np.cos(0.5 * np.pi * np.arange(1, fade + 1) / fade).astype(np.float32) ** 2
    opening = min(sound.shape[1], RATE // 200)
    sound[:, :opening] *= np.linspace(0, 1, opening, dtype=np.float32)
    for _ in range(2):
        sound *= np.float32(10 ** ((LOUDNESS - loudness(sound)) / 20))
        limit(sound)
