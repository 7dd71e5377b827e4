"""What can be heard: each function makes `length` samples of stereo sound, (2, length), that go round in a circle.

Noise is shaped in the frequency domain, which makes it circular; what changes it is made of whole periods; and single
sounds that reach past the end go on at the beginning. Levels are relative: the mixer brings each to its own.
"""

from collections.abc import Callable

import numpy as np

from functions.providers.studio.composer.tones.modal import RATE, Audio, Numbers, tick


def noise(
    length: int, low: float, high: float, rng: np.random.Generator, *, tilt: float = 0.0, width: float = 1.0
) -> Audio:
    """Circular noise between two frequencies (Hz), RMS 1; `tilt` in dB an octave, `width` 0 (mono) to 1."""
    hertz = np.maximum(np.fft.rfftfreq(length, 1 / RATE), 1.0)
    shape = (hertz / 1000) ** (tilt / 6.02) / (1 + (low / hertz) ** 6) / (1 + (hertz / high) ** 6)
    spectrum = np.fft.rfft(rng.standard_normal((2, length)), axis=1) * shape
    spectrum[1] = width * spectrum[1] + (1 - width) * spectrum[0]
    made = np.fft.irfft(spectrum, length, axis=1)
    return np.asarray(made / (np.sqrt(np.mean(made**2)) + 1e-12), np.float32)


def slow(length: int, rng: np.random.Generator, *, period: float, depth: float) -> Numbers:
    """A circular gain that wanders with about this period in seconds, by some `depth` dB up and down."""
    cycles = max(1.0, length / RATE / period)
    count = min(length // 2, max(3, int(3 * cycles) + 1))
    spectrum = np.zeros(length // 2 + 1, complex)
    turns = np.arange(1, count)
    drawn = rng.standard_normal(count - 1) + 1j * rng.standard_normal(count - 1)
    spectrum[1:count] = drawn * np.exp(-0.5 * ((turns - cycles) / (0.5 * cycles + 0.5)) ** 2)
    wave = np.fft.irfft(spectrum, length)
    gain: Numbers = 10 ** (depth * wave / (np.std(wave) + 1e-12) / 20)
    return gain


def scatter(
    length: int, rng: np.random.Generator, *, a_second: float, make: Callable[[], Audio], spread: float = 0.8
) -> Audio:
    """Single mono sounds at random times and places between left and right; at least one."""
    out = np.zeros((2, length), np.float32)
    for _ in range(max(1, rng.poisson(a_second * length / RATE))):
        put(out, make(), int(rng.integers(length)), pan=float(rng.uniform(-spread, spread)))
    return out


def put(out: Audio, sound: Audio, at: int, *, pan: float = 0.0, gain: float = 1.0) -> None:
    """Add a mono sound at a sample; what reaches past the end goes on at the beginning."""
    angle = (pan + 1) * np.pi / 4
    sides = np.float32(gain) * np.array([np.cos(angle), np.sin(angle)], np.float32)[:, None] * sound
    length = out.shape[1]
    for first in range(0, sides.shape[1], length):
        piece = sides[:, first : first + length]
        start = (at + first) % length
        room = min(piece.shape[1], length - start)
        out[:, start : start + room] += piece[:, :room]
        out[:, : piece.shape[1] - room] += piece[:, room:]


def _chirp(pitches: Numbers, envelope: Numbers) -> Audio:
    """A whistle that follows pitches in Hz, with a little second harmonic."""
    phase = 2 * np.pi * np.cumsum(pitches) / RATE
    return np.asarray((np.sin(phase) + 0.12 * np.sin(2 * phase)) * envelope, np.float32)


def _times(seconds: float) -> Numbers:
    """0 to 1 over so many seconds."""
    turns: Numbers = np.arange(int(seconds * RATE)) / (seconds * RATE)
    return turns


# ---- weather and water ----


def rain(length: int, rng: np.random.Generator) -> Audio:
    """A steady hiss with many small drops near by."""
    bed = noise(length, 900, 11_000, rng, tilt=-1.0) * slow(length, rng, period=6, depth=0.7)
    drops = scatter(
        length, rng, a_second=90, make=lambda: tick(0.012, 1800, 9000, rng) * np.float32(rng.uniform(0.2, 1.0) ** 2)
    )
    return np.asarray(bed + 1.6 * drops, np.float32)


def sea(length: int, rng: np.random.Generator) -> Audio:
    """Waves: surf that swells and falls every few seconds, with a deep rumble and foam behind the crest."""
    seconds = length / RATE
    waves = max(1, round(seconds / 7))
    turn = np.arange(length) / length * waves + 0.15 * np.sin(2 * np.pi * (np.arange(length) / length + rng.random()))
    rise = np.mod(turn + rng.random(), 1.0)
    crest = np.where(rise < 0.35, (rise / 0.35) ** 2, np.exp(-3.0 * (rise - 0.35)) * (1 - rise) / 0.65)
    surf = noise(length, 150, 3500, rng, tilt=-3.5) * (0.08 + crest)
    foam = noise(length, 1500, 9000, rng, tilt=-2.0) * np.roll(crest, int(0.5 * RATE)) ** 1.5
    return np.asarray(surf + 0.22 * foam + 0.16 * noise(length, 40, 220, rng, tilt=-3.0, width=0.4), np.float32)


def lapping(length: int, rng: np.random.Generator) -> Audio:
    """Small waves against wood and stone."""
    bed = noise(length, 120, 1800, rng, tilt=-4.0) * slow(length, rng, period=1.8, depth=5.0)

    def lap() -> Audio:
        turn = _times(float(rng.uniform(0.08, 0.2)))
        return _chirp(rng.uniform(280, 520) * (1 + 0.8 * turn), np.sin(np.pi * turn) ** 2) * np.float32(
            rng.uniform(0.2, 0.7)
        )

    return np.asarray(bed + 1.2 * scatter(length, rng, a_second=1.8, make=lap), np.float32)


def stream(length: int, rng: np.random.Generator) -> Audio:
    """Running water: a bright bed and very many small bubbles."""

    def bubble() -> Audio:
        turn = _times(float(rng.uniform(0.02, 0.07)))
        return _chirp(rng.uniform(500, 2200) * (1 + 0.5 * turn), np.sin(np.pi * turn) * (1 - turn)) * np.float32(
            rng.uniform(0.1, 0.7)
        )

    bed = noise(length, 350, 5000, rng, tilt=-3.0) * slow(length, rng, period=0.7, depth=1.2)
    return np.asarray(bed + 1.5 * scatter(length, rng, a_second=45, make=bubble), np.float32)


def wind(length: int, rng: np.random.Generator) -> Audio:
    """Gusts: deep noise that comes and goes, with a moving whistle that is loud where the gust is."""
    gust = slow(length, rng, period=4.5, depth=5.0)
    deep = noise(length, 60, 450, rng, tilt=-5.0, width=0.6) * gust
    howl = noise(length, 420, 760, rng, width=0.7) * gust**2
    return np.asarray(deep + 0.12 * howl, np.float32)


def thunder(length: int, rng: np.random.Generator) -> Audio:
    """Now and then a crack and a long roll, deep and irregular."""

    def stroke() -> Audio:
        seconds = float(rng.uniform(3.5, 5.0))
        turn = _times(seconds)
        grain = np.repeat(rng.uniform(0.2, 1.0, 60), -(-turn.size // 60))[: turn.size]
        grain = np.convolve(grain, np.hanning(4001) / np.hanning(4001).sum(), "same")
        roll = noise(turn.size, 28, 170, rng, tilt=-3.0)[0] * grain * np.exp(-3.2 * turn) * np.minimum(1, turn * 25)
        crack = noise(turn.size, 200, 2500, rng, tilt=-3.0)[0] * np.exp(-70 * turn) * 0.35
        return np.asarray((roll + crack) * np.minimum(1, (1 - turn) * 20), np.float32)

    return scatter(length, rng, a_second=0.12, make=stroke, spread=0.5)


def fire(length: int, rng: np.random.Generator) -> Audio:
    """A soft roar and dry crackles in bursts."""
    roar = noise(length, 70, 500, rng, tilt=-4.0, width=0.6) * slow(length, rng, period=0.8, depth=1.5)
    crackles = scatter(
        length,
        rng,
        a_second=14,
        make=lambda: tick(0.008, 1500, 9000, rng) * np.float32(0.2 + rng.pareto(2.5)),
        spread=0.4,
    )
    return np.asarray(0.5 * roar + 2.2 * np.clip(crackles, -3, 3), np.float32)


def drops(length: int, rng: np.random.Generator) -> Audio:
    """Single drops into still water, with the echo of a cave."""

    def drop() -> Audio:
        turn = _times(0.06)
        out = np.zeros(int(1.2 * RATE), np.float32)
        plink = _chirp(rng.uniform(900, 1700) * (1 + 0.35 * turn), np.exp(-5 * turn) * np.minimum(1, turn * 20))
        for echo, gain in ((0.0, 1.0), (0.11, 0.4), (0.19, 0.28), (0.33, 0.18), (0.52, 0.1), (0.78, 0.05)):
            out[int(echo * RATE) : int(echo * RATE) + plink.size] += np.float32(gain) * plink
        return out

    return scatter(length, rng, a_second=0.9, make=drop)


# ---- creatures and plants ----


def leaves(length: int, rng: np.random.Generator) -> Audio:
    """Air in leaves and grass."""
    rustle = noise(length, 1200, 8000, rng, tilt=-2.0) * slow(length, rng, period=3.0, depth=3.0)
    return np.asarray(rustle + 0.8 * noise(length, 90, 500, rng, tilt=-4.0), np.float32)


def birds(length: int, rng: np.random.Generator) -> Audio:
    """A few birds, each with a phrase of its own that it repeats."""
    out = np.zeros((2, length), np.float32)
    for _ in range(4):
        pan, base, gain = float(rng.uniform(-0.8, 0.8)), float(rng.uniform(2300, 5200)), float(rng.uniform(0.4, 1.0))
        notes = [
            (float(rng.uniform(0.05, 0.16)), base * rng.uniform(0.8, 1.25), base * rng.uniform(0.8, 1.25))
            for _ in range(int(rng.integers(2, 6)))
        ]
        for _ in range(max(1, rng.poisson(length / RATE * 0.28))):
            at = int(rng.integers(length))
            for seconds, first, last in notes:
                turn = _times(seconds)
                trill = 1 + 0.03 * np.sin(2 * np.pi * 32 * turn * seconds)
                put(
                    out,
                    _chirp((first + (last - first) * turn) * trill, np.sin(np.pi * turn) ** 1.5),
                    at,
                    pan=pan,
                    gain=gain,
                )
                at += int((seconds + 0.05) * RATE)
    return out


def gulls(length: int, rng: np.random.Generator) -> Audio:
    """Calls of gulls: a falling cry with rich overtones, two or three in a row."""
    out = np.zeros((2, length), np.float32)
    for _ in range(max(1, rng.poisson(length / RATE * 0.25))):
        at, pan, base = int(rng.integers(length)), float(rng.uniform(-0.8, 0.8)), float(rng.uniform(1000, 1400))
        for _ in range(int(rng.integers(2, 5))):
            turn = _times(float(rng.uniform(0.25, 0.45)))
            pitch = base * (1 + 0.25 * np.sin(np.pi * np.minimum(1, 2.2 * turn)) - 0.25 * turn)
            phase = 2 * np.pi * np.cumsum(pitch) / RATE
            cry = sum(np.sin(order * phase) / order**0.8 for order in range(1, 6))
            put(
                out,
                np.asarray(cry * np.sin(np.pi * turn) ** 0.7, np.float32),
                at,
                pan=pan,
                gain=float(rng.uniform(0.5, 1)),
            )
            at += int((turn.size / RATE + 0.12) * RATE)
    return out


def crickets(length: int, rng: np.random.Generator) -> Audio:
    """Several crickets, each on its own pitch, in pulses of three."""
    at = np.arange(length)
    out = np.zeros((2, length), np.float32)
    for _ in range(5):
        rate = round(float(rng.uniform(2.2, 3.0)) * length / RATE) / length
        turn = np.mod(at * rate + rng.random(), 1.0)
        pulses = np.where(turn < 0.42, np.sin(np.pi * np.mod(turn / 0.14, 1.0)) ** 2, 0.0)
        pitch = round(float(rng.uniform(4100, 5000)) * length / RATE) / length
        put(out, np.asarray(np.sin(2 * np.pi * pitch * at) * pulses, np.float32), 0, pan=float(rng.uniform(-0.9, 0.9)))
    return out


def whale(length: int, rng: np.random.Generator) -> Audio:
    """Long calls that slide, far away."""

    def call() -> Audio:
        turn = _times(float(rng.uniform(1.5, 3.0)))
        return _chirp(
            rng.uniform(140, 320) * (1 + 0.6 * np.sin(np.pi * turn * rng.uniform(0.6, 1.6))), np.sin(np.pi * turn) ** 2
        )

    return scatter(length, rng, a_second=0.25, make=call, spread=0.4)
