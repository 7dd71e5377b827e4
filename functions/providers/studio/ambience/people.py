"""What people and their things sound like; made as `sounds` says."""

import numpy as np

from functions.providers.studio.ambience.sounds import noise, put, scatter, slow
from functions.providers.studio.composer.tones.modal import RATE, Audio, damped, tick


def _whole(pitch: float, length: int) -> float:
    """The nearest frequency (a sample) of which whole periods fit."""
    return max(1, round(pitch * length / RATE)) / length


def city(length: int, rng: np.random.Generator) -> Audio:
    """Distant traffic: a low rumble, and now and then a car that passes."""
    bed = noise(length, 40, 500, rng, tilt=-5.0, width=0.7) * slow(length, rng, period=5, depth=1.5)

    def passing() -> Audio:
        size = int(rng.uniform(3.0, 5.0) * RATE)
        return np.asarray(noise(size, 150, 2200, rng, tilt=-4.0)[0] * np.hanning(size) ** 2, np.float32)

    return np.asarray(bed + 0.35 * scatter(length, rng, a_second=0.25, make=passing), np.float32)


def murmur(length: int, rng: np.random.Generator) -> Audio:
    """Many people talking at once: noise in the band of voices, in the rhythm of syllables, no word to be made out."""
    out = np.zeros((2, length), np.float32)
    for _ in range(10):
        low = float(rng.uniform(140, 260))
        voice = noise(length, low, 1400, rng, tilt=-4.0, width=0.0)[0]
        syllables = slow(length, rng, period=0.24, depth=6.0) * slow(length, rng, period=2.5, depth=5.0)
        put(out, np.asarray(voice * np.minimum(syllables, 6), np.float32), 0, pan=float(rng.uniform(-0.9, 0.9)))
    return out


def footsteps(length: int, rng: np.random.Generator) -> Audio:
    """Somebody walks, evenly, heel and sole."""
    out = np.zeros((2, length), np.float32)
    steps = max(1, round(length / RATE / 0.56))
    for step in range(steps):
        at = int((step + rng.uniform(-0.03, 0.03)) * length / steps)
        heel = damped(np.array([95.0, 170.0, 310.0]), np.array([1.0, 0.6, 0.3]), np.full(3, 45.0), 0.15)
        put(out, heel, at % length, pan=0.12 * (-1) ** step, gain=float(rng.uniform(0.8, 1)))
        put(out, tick(0.05, 700, 4000, rng), (at + RATE // 90) % length, gain=0.35)
    return out


def train(length: int, rng: np.random.Generator) -> Audio:
    """Rolling wheels and the double stroke of the rail joints."""
    bed = noise(length, 50, 700, rng, tilt=-4.0, width=0.5)
    beats = max(1, round(length / RATE / 0.85))
    strokes = np.zeros((2, length), np.float32)
    for beat in range(beats):
        for offset in (0.0, 0.11, 0.36, 0.47):
            clack = damped(np.array([120.0, 260.0, 540.0]), np.array([1.0, 0.7, 0.35]), np.full(3, 38.0), 0.2)
            put(strokes, clack, int((beat + offset) * length / beats) % length, gain=float(rng.uniform(0.7, 1)))
    return np.asarray(bed + 3.5 * strokes, np.float32)


def engine(length: int, rng: np.random.Generator) -> Audio:
    """A motor at a steady pace, far enough to be soft."""
    at = np.arange(length)
    base = _whole(float(rng.uniform(55, 75)), length)
    tone = sum(np.sin(2 * np.pi * base * order * at + rng.uniform(0, 6.28)) / order**1.3 for order in range(1, 9))
    return np.asarray(0.6 * np.stack([tone, tone]) + 0.7 * noise(length, 60, 900, rng, tilt=-5.0), np.float32)


def room(length: int, rng: np.random.Generator) -> Audio:
    """The tone of a quiet room: hardly more than air."""
    return noise(length, 50, 1500, rng, tilt=-6.0, width=0.6)


def hum(length: int, rng: np.random.Generator) -> Audio:
    """A ship in space: a deep chord of machines that beats slowly."""
    at = np.arange(length)
    out = 0.5 * noise(length, 40, 400, rng, tilt=-6.0)
    for pitch, level in ((48.0, 1.0), (48.4, 0.8), (96.3, 0.35), (144.2, 0.15)):
        sine = level * np.sin(2 * np.pi * _whole(pitch, length) * at + rng.uniform(0, 6.28))
        put(out, np.asarray(sine, np.float32), 0, pan=float(rng.uniform(-0.5, 0.5)))
    return out


def underwater(length: int, rng: np.random.Generator) -> Audio:
    """Muffled depth with bubbles that rise."""
    deep = noise(length, 35, 320, rng, tilt=-4.0, width=0.5) * slow(length, rng, period=3, depth=2.0)

    def bubbles() -> Audio:
        out = np.zeros(int(0.7 * RATE), np.float32)
        for place in np.sort(rng.uniform(0, 0.55, 7)):
            turn = np.arange(int(0.05 * RATE)) / (0.05 * RATE)
            pitch = rng.uniform(350, 800) * (1 + 0.6 * turn)
            plop = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.sin(np.pi * turn) ** 2
            out[int(place * RATE) : int(place * RATE) + plop.size] += plop.astype(np.float32)
        return out

    return np.asarray(deep + 0.9 * scatter(length, rng, a_second=0.5, make=bubbles), np.float32)


def bell(length: int, rng: np.random.Generator) -> Audio:
    """A bell far away, struck now and then (modes of a minor-third bell; Fletcher and Rossing, chapter 21)."""
    hum_note = float(rng.uniform(180, 260))
    modes = hum_note * np.array([1.0, 2.0, 2.4, 3.0, 4.0, 5.33, 6.67])
    levels = np.array([0.5, 0.8, 0.7, 0.4, 0.6, 0.25, 0.15])
    stroke = damped(modes, levels, np.array([0.5, 0.9, 1.1, 1.4, 1.8, 2.6, 3.4]), 6.0)
    faded = stroke * np.linspace(1, 0, stroke.size, dtype=np.float32)
    return scatter(length, rng, a_second=0.16, make=lambda: faded * np.float32(rng.uniform(0.7, 1)), spread=0.3)


def ticking(length: int, rng: np.random.Generator) -> Audio:
    """A clock: two ticks a second, every other one a little lower."""
    out = np.zeros((2, length), np.float32)
    count = max(2, 2 * round(length / RATE))
    body = float(rng.uniform(0.9, 1.1))
    for number in range(count):
        high = body * (2600.0 if number % 2 else 2200.0)
        stroke = damped(np.array([high, 1.7 * high]), np.array([1.0, 0.5]), np.array([260.0, 340.0]), 0.05)
        put(out, stroke, (2 * number + 1) * length // (2 * count), gain=0.9)
    return out


def keys(length: int, rng: np.random.Generator) -> Audio:
    """Somebody types."""
    return scatter(
        length,
        rng,
        a_second=5.5,
        make=lambda: tick(0.025, float(rng.uniform(900, 1500)), 6000, rng) * np.float32(rng.uniform(0.5, 1)),
        spread=0.25,
    )


def dishes(length: int, rng: np.random.Generator) -> Audio:
    """Cups, plates and tools, now and then."""

    def clink() -> Audio:
        base = float(rng.uniform(1700, 3600))
        modes = base * np.array([1.0, 1.58, 2.24, 2.92])
        return damped(modes, np.array([1.0, 0.6, 0.4, 0.2]), np.array([18.0, 26.0, 34.0, 44.0]), 0.4) * np.float32(
            rng.uniform(0.2, 1)
        )

    return scatter(length, rng, a_second=0.9, make=clink)
