"""Struck and plucked instruments as sums of damped partials.

A struck body rings in its modes, each a sine that dies away; the ratios of the modes make a string, a bar or a bell
(Fletcher and Rossing, The Physics of Musical Instruments, chapters 2 and 12). All arrays are mono float32 at `RATE`.
"""

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples a second."""
_HIGHEST = 17_000.0
_BLOCK = 128

Audio = NDArray[np.float32]
Numbers = NDArray[np.float64]


def damped(frequencies: Numbers, levels: Numbers, rates: Numbers, seconds: float) -> Audio:
    """Sum of `level * exp(-rate t) * sin(2 pi frequency t)`; partials above 17 kHz are left out.

    The powers of each partial are split into blocks and steps within a block, so the sum over all partials is one
    product of two matrices. It is taken a few rows at a time: for products this small BLAS starts no threads, which
    would cost more than they bring.
    """
    audible = frequencies < _HIGHEST
    poles = (-rates[audible] + 2j * np.pi * frequencies[audible]) / RATE
    length = int(seconds * RATE)
    coarse = np.exp(np.outer(np.arange(-(-length // _BLOCK)) * _BLOCK, poles)) * (-1j * levels[audible])
    fine = np.exp(np.outer(poles, np.arange(_BLOCK)))
    rows = np.hstack([coarse.real, -coarse.imag]).astype(np.float32)
    columns = np.vstack([fine.real, fine.imag]).astype(np.float32)
    summed = np.empty((len(rows), _BLOCK), np.float32)
    few = max(1, 200_000 // columns.size)
    for first in range(0, len(rows), few):
        np.matmul(rows[first : first + few], columns, out=summed[first : first + few])
    return summed.reshape(-1)[:length]


def tick(seconds: float, low: float, high: float, rng: np.random.Generator) -> Audio:
    """A burst of noise between two frequencies (Hz) that dies away: fingers, felt, sticks."""
    length = int(seconds * RATE)
    spectrum = np.fft.rfft(rng.standard_normal(length))
    hertz = np.fft.rfftfreq(length, 1 / RATE)
    spectrum *= 1 / (1 + (low / np.maximum(hertz, 1)) ** 4) / (1 + (hertz / high) ** 4)
    ramp = np.minimum(1, np.arange(length) / (0.0015 * RATE))
    noise = np.fft.irfft(spectrum, length) * ramp * np.exp(-5.5 * np.arange(length) / length)
    burst: Audio = (noise / (np.abs(noise).max() + 1e-9)).astype(np.float32)
    return burst


def _mixed(base: Audio, *extras: tuple[float, Audio]) -> Audio:
    peak = float(np.abs(base).max()) + 1e-9
    for level, extra in extras:
        base[: len(extra)] += np.float32(level * peak) * extra
    return base


def piano(frequency: float, force: float, brightness: float, rng: np.random.Generator, *, felt: bool) -> Audio:
    """A piano string: stiff, struck near an eighth of its length, dying fast at first and slowly after.

    `felt` puts cloth between hammer and string: fewer overtones, more of the hammer's own sound.
    """
    order = np.arange(1, 41)
    stiffness = 0.00028 * 2 ** (np.log2(frequency / 261.6) * 0.9)
    partials = order * frequency * np.sqrt(1 + stiffness * order**2)
    edge = (450 + 500 * force if felt else 850 + 1300 * force) * (0.75 + 0.5 * brightness)
    hammer = 0.55 + 0.45 * np.abs(np.sin(np.pi * order / 8.3))
    levels = hammer * order ** (-1.1 if felt else -1.0) * np.exp(-partials / edge)
    slow = (0.75 + 0.35 * (frequency / 261.6) ** 0.8) * (1 + 0.10 * order + 0.006 * order**2)
    cents = rng.uniform(0.3, 0.9)
    detuned = 2 ** (cents / 1200)
    seconds = float(np.clip(6.0 * (261.6 / frequency) ** 0.35, 2.0, 6.0))
    body = damped(
        np.concatenate([partials, partials * detuned, partials / detuned]),
        np.concatenate([0.55 * levels, 0.27 * levels, 0.22 * levels]),
        np.concatenate([3.2 * slow, slow, 0.8 * slow]),
        seconds,
    )
    thump = damped(np.array([62.0, 118.0, 203.0, 371.0]), np.array([0.5, 1, 0.7, 0.3]), np.full(4, 45.0), 0.2)
    click = tick(0.05, 300 if felt else 1200, 2500 if felt else 12_000, rng)
    return _mixed(body, (0.10 if felt else 0.05, thump / np.abs(thump).max()), (0.035 if felt else 0.03, click))


def string(
    frequency: float,
    force: float,
    brightness: float,
    rng: np.random.Generator,
    *,
    place: float,
    edge: float,
    rate: float,
    damping: float,
    knock: float,
    seconds: float,
) -> Audio:
    """A plucked string: `place` is where it is plucked (share of its length), `edge` (Hz) how bright the pluck is,
    `rate` (1/s) how fast the fundamental dies at middle C, `damping` how much faster the overtones do, `knock` how much
    of the body is heard.
    """  # fmt: skip
    order = np.arange(1, 46)
    partials = order * frequency * np.sqrt(1 + 0.00006 * order**2)
    top = edge * (0.6 + 0.8 * force) * (0.7 + 0.6 * brightness)
    levels = np.abs(np.sin(np.pi * order * place)) / order / (1 + (partials / top) ** 2)
    rates = rate * (frequency / 261.6) ** 0.5 * (1 + damping * (order - 1) ** 1.35)
    body = damped(
        np.concatenate([partials, partials * (1 + rng.uniform(2e-4, 5e-4))]),
        np.concatenate([0.7 * levels, 0.3 * levels]),
        np.concatenate([rates, 0.6 * rates]),
        seconds,
    )
    wood = damped(np.array([98.0, 196, 231, 402, 540]), np.array([1, 0.8, 0.5, 0.4, 0.2]), np.full(5, 38.0), 0.2)
    finger = tick(0.03, 900, 5000 + 7000 * brightness, rng)
    return _mixed(body, (knock, wood / np.abs(wood).max()), (0.06 * (0.4 + force), finger))


def bar(
    frequency: float,
    rng: np.random.Generator,
    *,
    ratios: tuple[float, ...],
    levels: tuple[float, ...],
    rates: tuple[float, ...],
    stick: float,
    beating: float = 0.0,
    seconds: float = 3.0,
) -> Audio:
    """A struck bar, plate or bell with these modes; `beating` (Hz) splits each in two that drift against each other."""
    modes, strengths = np.array(ratios) * frequency, np.array(levels)
    decay = np.array(rates) * (frequency / 523.0) ** 0.4
    if beating:
        modes, strengths = np.concatenate([modes, modes + beating]), np.concatenate([0.6 * strengths, 0.4 * strengths])
        decay = np.concatenate([decay, decay])
    body = damped(modes, strengths, decay, seconds)
    return _mixed(body, (stick, tick(0.02, 1500, 14_000, rng)))


def electric_piano(frequency: float, force: float, brightness: float, rng: np.random.Generator) -> Audio:
    """A tine beside a pickup: a soft fundamental, a bark that grows with force, and a short chime on top."""
    ratios = np.array([1, 2, 3, 4, 5, 7.03, 12.4])
    bark = (0.45 + 0.9 * force) * (0.6 + 0.8 * brightness)
    levels = np.array([1, 0.32 * bark, 0.16 * bark, 0.07 * bark, 0.035 * bark, 0.09 * bark, 0.02 * bark])
    rates = np.array([0.9, 1.6, 2.2, 3.0, 4.0, 9.0, 16.0]) * (frequency / 261.6) ** 0.35
    both = damped(
        np.concatenate([ratios * frequency, ratios * frequency * 1.0006]),
        np.concatenate([0.6 * levels, 0.4 * levels]),
        np.concatenate([rates, rates]),
        4.5,
    )
    return _mixed(both, (0.015, tick(0.02, 800, 6000, rng)))


def saw_pluck(
    frequency: float, force: float, brightness: float, *, rate: float, closing: float, detune: float
) -> Audio:
    """A saw wave whose filter closes: overtones die faster the higher they are.

    `rate` is that of the fundamental in 1/s, `closing` what each overtone adds; `detune` is in cents, 0 for one voice.
    """
    order = np.arange(1, 40).astype(np.float64)
    top = (1200 + 2600 * force) * (0.6 + 0.8 * brightness)
    levels = 1 / order / (1 + (order * frequency / top) ** 3)
    rates = rate + closing * (order - 1.0)
    if not detune:
        return damped(order * frequency, levels, rates, 2.5)
    shift = 2 ** (detune / 1200)
    partials = np.concatenate([order * frequency * shift, order * frequency / shift, order * frequency * 0.5])
    return damped(partials, np.concatenate([levels, levels, 0.12 * levels]), np.tile(rates, 3), 2.5)
