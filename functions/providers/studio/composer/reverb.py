"""Rooms: synthetic impulse responses, and convolution with them block by block."""

from dataclasses import dataclass

import numpy as np

from functions.providers.studio.composer.tones.modal import RATE, Audio, Numbers


@dataclass(frozen=True, slots=True)
class Room:
    """A room.

    Attributes:
        decay: seconds until the middle range has fallen by 60 dB.
        delay: seconds before the first reflection.
        damping: how much faster the highs die than the middle.
    """

    decay: float
    delay: float
    damping: float


ROOMS: dict[str, Room] = {
    "room": Room(0.75, 0.008, 2.2),
    "plate": Room(1.5, 0.015, 1.3),
    "hall": Room(2.1, 0.024, 1.9),
    "cathedral": Room(2.7, 0.035, 2.1),
}
_BANDS = ((180, 0.8), (400, 1.0), (900, 1.0), (2000, 0.95), (4500, 0.75), (9000, 0.5))
"""Centre in Hz and decay against the middle, before damping."""


def impulse(name: str) -> Audio:
    """The impulse response of a room, stereo (2, n) float32, energy 1 a channel. The same every time.

    Noise split into bands that die away at their own pace, after the model of an exponentially decaying diffuse field
    (Moorer, About This Reverberation Business, 1979), with a few early reflections. Nothing below 150 Hz, so that the
    bass stays clear.
    """
    room = ROOMS[name]
    length = int((room.decay * 1.05 + room.delay) * RATE)
    rng = np.random.default_rng(len(name))
    time = np.arange(length) / RATE
    spectrum = np.fft.rfft(rng.standard_normal((2, length)), axis=1)
    hertz = np.maximum(np.fft.rfftfreq(length, 1 / RATE), 1.0)
    total = np.zeros((2, length))
    for place, (centre, ratio) in enumerate(_BANDS):
        high = 1 + (room.damping - 1) * place / (len(_BANDS) - 1)
        mask = np.exp(-((np.log2(hertz / centre) / 0.75) ** 2))
        if place == len(_BANDS) - 1:
            mask = np.where(hertz > centre, 1.0, mask)
        decay = room.decay * ratio / high
        total += np.fft.irfft(spectrum * mask, length, axis=1) * np.exp(-6.91 * time / decay)
    bloom = 1 - np.exp(-time / 0.012)
    total *= bloom * np.clip((time[-1] - time) / 0.1, 0, 1)
    first = int(room.delay * RATE)
    shaped = np.zeros((2, length))
    shaped[:, first:] = total[:, : length - first]
    peak = np.abs(shaped).max()
    for channel, taps in enumerate(((0.0, 0.0071, 0.0163, 0.0237), (0.0023, 0.0092, 0.0141, 0.0269))):
        for number, tap in enumerate(taps):
            shaped[channel, first + int(tap * RATE)] += peak * 0.5 * (-0.75) ** number
    tidy = np.fft.rfft(shaped, axis=1) / (1 + (150 / hertz) ** 4)
    out = np.fft.irfft(tidy, length, axis=1)
    response: Audio = (out / np.sqrt(np.sum(out**2, axis=1, keepdims=True))).astype(np.float32)
    return response


def minimum_phase(levels: Numbers, taps: int) -> Audio:
    """A causal filter of `taps` samples with these magnitudes (at rfft bins), by folding the real cepstrum."""
    size = 2 * (len(levels) - 1)
    cepstrum = np.fft.irfft(np.log(np.maximum(levels, 1e-4)), size)
    cepstrum[1 : size // 2] *= 2
    cepstrum[size // 2 + 1 :] = 0
    return np.fft.irfft(np.exp(np.fft.rfft(cepstrum)), size)[:taps].astype(np.float32)
