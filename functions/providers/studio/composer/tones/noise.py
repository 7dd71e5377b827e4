"""Percussion, swells and beds from shaped noise and falling tones. Arrays are float32 at 48 kHz, mono or (2, n)."""

from collections.abc import Callable

import numpy as np

from functions.providers.studio.composer.tones.modal import RATE, Audio, Numbers, damped, tick


def _time(seconds: float) -> Numbers:
    time: Numbers = np.arange(int(seconds * RATE)) / RATE
    return time


def band(length: int, low: float, high: float, rng: np.random.Generator, channels: int = 1) -> Audio:
    """Noise between two frequencies (Hz), RMS 1, shape (channels, length)."""
    size = 1 << (length - 1).bit_length()
    spectrum = np.fft.rfft(rng.standard_normal((channels, size), np.float32), axis=1)
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    spectrum *= (1 / (1 + (low / np.maximum(hertz, 1)) ** 4) / (1 + (hertz / high) ** 4)).astype(np.float32)
    shaped = np.fft.irfft(spectrum, size, axis=1)[:, :length]
    even: Audio = (shaped / (np.sqrt(np.mean(shaped**2)) + 1e-9)).astype(np.float32)
    return even


def _drop(seconds: float, start: float, end: float, fall: float, decay: float) -> Audio:
    """A sine that falls from `start` to `end` Hz: the skin of a drum after the stroke."""
    time = _time(seconds)
    phase = 2 * np.pi * (end * time + (start - end) * fall * (1 - np.exp(-time / fall)))
    return (np.sin(phase) * np.exp(-time / decay) * np.minimum(1, time / 0.0015)).astype(np.float32)


def _burst(seconds: float, limits: tuple[float, float], rise: float, decay: float, rng: np.random.Generator) -> Audio:
    """Noise between two frequencies that rises and dies away."""
    time = _time(seconds)
    envelope = np.minimum(1, time / rise) * np.exp(-np.maximum(0, time - rise) / decay)
    burst: Audio = (band(len(time), *limits, rng)[0] * envelope * 0.3).astype(np.float32)
    return burst


def _with(base: Audio, extra: Audio, level: float, delay: float = 0.0) -> Audio:
    first = int(delay * RATE)
    room = len(base) - first
    base[first : first + len(extra)] += np.float32(level) * extra[:room]
    return base


def _clap(rng: np.random.Generator) -> Audio:
    base = np.zeros(int(0.4 * RATE), np.float32)
    for delay, level in ((0.0, 0.5), (0.011, 0.6), (0.023, 0.8)):
        _with(base, _burst(0.03, (700, 6000), 0.001, 0.006, rng), level, delay)
    return _with(base, _burst(0.36, (800, 7000), 0.002, 0.07, rng), 1.0, 0.033)


def _taiko(rng: np.random.Generator) -> Audio:
    skin = _drop(1.6, 105, 62, 0.045, 0.34)
    modes = damped(np.array([98.0, 137.0, 181.0, 232.0]), np.array([0.6, 0.4, 0.3, 0.15]), np.full(4, 8.0), 1.2)
    _with(skin, modes, 0.45)
    return _with(skin, _burst(0.15, (250, 3000), 0.001, 0.02, rng), 0.35)


def _snap(rng: np.random.Generator) -> Audio:
    pop = damped(np.array([1350.0, 2100.0, 2900.0]), np.array([1, 0.6, 0.3]), np.full(3, 160.0), 0.2)
    return _with(pop, _burst(0.15, (1500, 9000), 0.0008, 0.012, rng), 0.8)


def _woodblock(rng: np.random.Generator) -> Audio:
    block = damped(np.array([820.0, 1480.0, 2330.0]), np.array([1, 0.35, 0.12]), np.array([48.0, 70, 90]), 0.25)
    return _with(block, tick(0.01, 1000, 9000, rng), 0.15)


_DRUMS: dict[str, Callable[[np.random.Generator], Audio]] = {
    "soft_kick": lambda rng: _with(
        _drop(0.45, 120, 52, 0.025, 0.12), _burst(0.02, (400, 3500), 0.001, 0.004, rng), 0.12
    ),
    "deep_kick": lambda rng: _with(
        _drop(0.6, 140, 47, 0.03, 0.17), _burst(0.02, (800, 5000), 0.0008, 0.003, rng), 0.15
    ),
    "frame_drum": lambda rng: _with(_drop(0.8, 130, 84, 0.03, 0.19), _burst(0.1, (300, 4000), 0.001, 0.018, rng), 0.3),
    "taiko": _taiko,
    "dusty_snare": lambda rng: _with(
        _drop(0.35, 240, 185, 0.02, 0.06), _burst(0.3, (900, 7500), 0.001, 0.06, rng), 0.8
    ),
    "brush": lambda rng: _burst(0.35, (1800, 9000), 0.03, 0.07, rng),
    "clap": _clap,
    "snap": _snap,
    "hat": lambda rng: _burst(0.16, (7000, 16_000), 0.001, 0.028, rng),
    "shaker": lambda rng: _burst(0.16, (5200, 14_000), 0.022, 0.026, rng),
    "woodblock": _woodblock,
}


def drum(name: str, rng: np.random.Generator) -> Audio:
    """One stroke of a percussion instrument, mono. Raises `KeyError` for a name that is none."""
    return _DRUMS[name](rng)


def swell(name: str, seconds: float, rng: np.random.Generator) -> Audio:
    """A stereo sound of `seconds` that grows until its end and then fades by itself, shape (2, n)."""
    after = {"air_swell": 0.9, "cymbal_swell": 1.6, "riser": 0.25}[name]
    low, high, power = {
        "air_swell": (1500, 12_000, 1.8),
        "cymbal_swell": (3000, 15_000, 2.6),
        "riser": (1200, 13_000, 2.2),
    }[name]
    rise, fall = int(seconds * RATE), int(after * RATE)
    envelope = np.concatenate(
        [(np.arange(rise) / rise) ** power, np.exp(-5 * np.arange(fall) / fall) * np.linspace(1, 0, fall)]
    )
    grown: Audio = (band(rise + fall, low, high, rng, channels=2) * envelope * 0.1).astype(np.float32)
    return grown


def vinyl(rng: np.random.Generator) -> Audio:
    """Eight seconds of a quiet record: soft hiss and a few round crackles, stereo."""
    length = int(9 * RATE)
    noise = 0.5 * band(length, 300, 12_000, rng, channels=2)
    for place in rng.integers(0, length - 400, 60):
        crackle = tick(0.004, 900, 6000, rng) * np.float32(rng.uniform(0.8, 3.0))
        noise[:, place : place + len(crackle)] += crackle * rng.uniform(0.5, 1.0, (2, 1)).astype(np.float32)
    return noise
