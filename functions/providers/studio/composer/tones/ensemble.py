"""Sections of players and pads: every harmonic is a narrow band of noise instead of a line.

The idea is that of PADsynth (Nasca Octavian Paul, 2006, public domain): many players of one note are never quite in
tune, which smears each harmonic. One inverse FFT of such a spectrum with random phases gives a loop without seam.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from functions.providers.studio.composer.tones.modal import RATE, Audio, Numbers

LOOP = 2**17
"""Samples of a loop: 2.7 s."""

Shape = Callable[[Numbers, float, float], Numbers]
"""(harmonic numbers, fundamental in Hz, brightness) to levels."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of like voices.

    Attributes:
        shape: levels of the harmonics.
        cents: how far the players stray from the pitch.
        width: how differently left and right move, 0..1.
        breath: level of bow or breath noise against the tone.
    """

    shape: Shape
    cents: float
    width: float
    breath: float = 0.0


def _bump(hertz: Numbers, centre: float, octaves: float) -> Numbers:
    return np.exp(-((np.log2(hertz / centre) / octaves) ** 2))


def _bowed(order: Numbers, frequency: float, brightness: float) -> Numbers:
    hertz = order * frequency
    body = 0.55 + 0.6 * _bump(hertz, 330, 0.7) + 0.35 * _bump(hertz, 620, 0.5)
    return order**-0.95 * body / (1 + (hertz / (1700 * (0.7 + 0.7 * brightness))) ** 2)


def _dark_bowed(order: Numbers, frequency: float, brightness: float) -> Numbers:
    return _bowed(order, frequency, 0.3 * brightness) / (1 + (order * frequency / 1500) ** 2)


def _warm(order: Numbers, frequency: float, brightness: float) -> Numbers:
    return order**-1.5 / (1 + (order * frequency / (900 + 900 * brightness)) ** 2)


def _analog(order: Numbers, frequency: float, brightness: float) -> Numbers:
    return order**-1.0 / (1 + (order * frequency / (1100 + 1300 * brightness)) ** 3)


def _glass(order: Numbers, frequency: float, brightness: float) -> Numbers:
    heard = np.isin(order, (1, 2, 3, 4, 6, 8, 12))
    return np.where(heard, order ** -(1.5 - 0.4 * brightness), 0.0)


def _vowel(order: Numbers, frequency: float, brightness: float) -> Numbers:
    hertz = order * frequency
    throat = _bump(hertz, 480, 0.45) + 0.5 * _bump(hertz, 880, 0.3) + 0.1 * _bump(hertz, 2700, 0.25)
    return order**-0.6 * (throat + 0.06) / (1 + (hertz / 4000) ** 4)


def _brass(order: Numbers, frequency: float, brightness: float) -> Numbers:
    hertz = order * frequency
    return order**-0.5 * np.exp(-hertz / (520 + 350 * brightness)) * (0.6 + 0.6 * _bump(hertz, 380, 0.6))


def _reed(order: Numbers, frequency: float, brightness: float) -> Numbers:
    odd = np.where(order % 2 == 1, 1.0, 0.12)
    return odd * order**-1.1 / (1 + (order * frequency / (1300 + 700 * brightness)) ** 2)


def _sub(order: Numbers, frequency: float, brightness: float) -> Numbers:
    return np.where(order <= 4, order**-2.0, 0.0)


SECTIONS: dict[str, Section] = {
    "strings": Section(_bowed, 15, 0.62, 0.05),
    "dark_strings": Section(_dark_bowed, 17, 0.62, 0.05),
    "low_strings": Section(_bowed, 10, 0.35, 0.03),
    "spiccato": Section(_bowed, 11, 0.55, 0.10),
    "warm_pad": Section(_warm, 22, 0.66),
    "analog_pad": Section(_analog, 16, 0.66),
    "glass_pad": Section(_glass, 9, 0.66, 0.03),
    "choir": Section(_vowel, 24, 0.66, 0.06),
    "horns": Section(_brass, 9, 0.45, 0.02),
    "clarinets": Section(_reed, 7, 0.45, 0.03),
    "sub_bass": Section(_sub, 3, 0.0),
}


def _spectrum(section: Section, frequency: float, brightness: float) -> NDArray[np.float32]:
    """Level of each bin of the loop's spectrum."""
    bins = np.zeros(LOOP // 2 + 1, np.float32)
    order = np.arange(1, max(2, int(15_000 / frequency)), dtype=np.float64)
    levels = section.shape(order, frequency, brightness)
    smear = (2 ** (section.cents / 1200) - 1) * frequency * LOOP / RATE
    for number, level in zip(order, levels, strict=True):
        if level < 1e-5:
            continue
        centre, sigma = number * frequency * LOOP / RATE, max(0.7, 0.6 * smear * number**0.9)
        first, last = max(1, int(centre - 4 * sigma)), min(len(bins), int(centre + 4 * sigma) + 2)
        profile = np.exp(-0.5 * ((np.arange(first, last) - centre) / sigma) ** 2)
        bins[first:last] += (level / np.sqrt(np.sum(profile**2)) * profile).astype(np.float32)
    if section.breath:
        hertz = np.fft.rfftfreq(LOOP, 1 / RATE)
        noise = np.exp(-((np.log2(np.maximum(hertz, 20) / 8500) / 1.1) ** 2))
        noise *= section.breath * float(np.sqrt(np.sum(levels**2))) / np.sqrt(np.sum(noise**2))
        bins += noise.astype(np.float32)
    return bins


def loop(name: str, frequency: float, brightness: float, rng: np.random.Generator) -> Audio:
    """A seamless stereo loop of a section, shape (2, LOOP), float32. Below 150 Hz left and right are the same."""
    section = SECTIONS[name]
    bins = _spectrum(section, frequency, brightness)
    hertz = np.fft.rfftfreq(LOOP, 1 / RATE).astype(np.float32)
    apart = section.width * np.clip((hertz - 120) / 200, 0, 1)
    phase = rng.random(len(bins), np.float32) * np.float32(2 * np.pi)
    sway = (rng.random(len(bins), np.float32) * 2 - 1) * np.float32(np.pi) * apart
    spectrum = np.empty((2, len(bins)), np.complex64)
    for channel, angle in enumerate((phase, phase + sway)):
        spectrum[channel].real = bins * np.cos(angle)
        spectrum[channel].imag = bins * np.sin(angle)
    return np.fft.irfft(spectrum, LOOP, axis=1).astype(np.float32, copy=False)
