"""The mixing desk: notes onto a stereo bus and into a room, block by block, so that long pieces need little memory."""

import heapq
from collections.abc import Callable, Iterator

import numpy as np

from functions.providers.studio.composer.instruments import INSTRUMENTS
from functions.providers.studio.composer.master import tone_curve
from functions.providers.studio.composer.reverb import impulse, minimum_phase
from functions.providers.studio.composer.sampler import Sampler
from functions.providers.studio.composer.score import Note, Part, Score
from functions.providers.studio.composer.tones.modal import RATE, Audio

_BLOCK = 2**18
_TAIL = 20 * RATE
"""Samples that a note may last beyond the block it starts in; players hold for two bars at most."""
_TONE_TAPS = 8192


def _in_order(score: Score) -> Iterator[tuple[float, int, int, Part, Note]]:
    """All notes of all parts by their start: (start, part number, number in the part, part, note)."""
    lines = (
        [(note.start, line, place, part, note) for place, note in enumerate(part.notes)]
        for line, part in enumerate(score.parts)
    )
    return heapq.merge(*lines, key=lambda item: item[:3])


def _gains(part: Part, note: Note) -> tuple[float, float]:
    """Left and right gain of a note: constant power pan, keys of wide instruments from left (low) to right (high)."""
    spread = INSTRUMENTS[part.instrument].spread
    pan = max(-0.9, min(0.9, part.pan + spread * (note.pitch - 64) / 24))
    angle = (pan + 1) * np.pi / 4
    level = 10 ** (part.gain / 20) * note.velocity**1.4
    return float(level * np.cos(angle) * 2**0.5), float(level * np.sin(angle) * 2**0.5)


def play(score: Score, report: Callable[[float], None]) -> Audio:
    """The whole score as sound, (2, frames) float32, with reverb and tone curve but before loudness and limiting."""
    frames = round(score.seconds * RATE)
    sampler = Sampler(score.seed, score.brightness)
    room = impulse(score.room)
    size = _BLOCK + _BLOCK // 2 + _TONE_TAPS
    size += -size % 4096
    tone = minimum_phase(tone_curve(np.fft.rfftfreq(2**15, 1 / RATE).astype(np.float64)), _TONE_TAPS)
    dry_filter = np.fft.rfft(tone, size).astype(np.complex64)
    wet_filter = dry_filter * np.fft.rfft(room, size, axis=1).astype(np.complex64)
    mixed = np.zeros((2, frames), np.float32)
    buses = np.zeros((2, 2, _BLOCK + _TAIL), np.float32)
    notes = _in_order(score)
    upcoming = next(notes, None)
    for first in range(0, frames, _BLOCK):
        while upcoming is not None and upcoming[0] * RATE < first + _BLOCK:
            start, _, place, part, note = upcoming
            _add(buses, sampler.play(part.instrument, note, place), round(start * RATE) - first, part, note)
            upcoming = next(notes, None)
        spectra = np.fft.rfft(buses[:, :, :_BLOCK], size, axis=2)
        heard = np.fft.irfft(spectra[0] * dry_filter + spectra[1] * wet_filter, size, axis=1)
        last = min(frames, first + size)
        mixed[:, first:last] += heard[:, : last - first]
        buses[:, :, :_TAIL] = buses[:, :, _BLOCK:].copy()
        buses[:, :, _TAIL:] = 0
        report(min(1.0, (first + _BLOCK) / frames))
    return mixed


def _add(buses: Audio, sound: Audio, first: int, part: Part, note: Note) -> None:
    """Put a note on the dry bus and its share on the bus to the room."""
    last = min(buses.shape[2], first + sound.shape[-1])
    sides = (sound, sound) if sound.ndim == 1 else (sound[0], sound[1])
    for channel, (side, gain) in enumerate(zip(sides, _gains(part, note), strict=True)):
        placed = side[: last - first] * np.float32(gain)
        buses[0, channel, first:last] += placed
        if part.send:
            buses[1, channel, first:last] += placed * np.float32(part.send)
