"""Notes as sound: each pitch and strength of an instrument is synthesised once and then played again and again."""

import zlib

import numpy as np

from functions.providers.studio.composer.instruments import INSTRUMENTS
from functions.providers.studio.composer.score import Note
from functions.providers.studio.composer.tones import ensemble, modal, noise
from functions.providers.studio.composer.tones.modal import RATE, Audio

_LEVEL = 0.1
"""Loudness to which every pitched sound is brought: RMS after K-weighting over its loudest stretch."""
_DRUM_PEAK = 0.55
_VARIANTS = 3
_PLUCKED: dict[str, dict[str, float]] = {
    "harp": {"place": 0.32, "edge": 1700, "rate": 1.0, "damping": 0.16, "knock": 0.04, "seconds": 4.0},
    "nylon_guitar": {"place": 0.2, "edge": 1500, "rate": 1.3, "damping": 0.2, "knock": 0.1, "seconds": 3.5},
    "steel_guitar": {"place": 0.14, "edge": 3000, "rate": 1.0, "damping": 0.13, "knock": 0.07, "seconds": 4.0},
    "muted_guitar": {"place": 0.14, "edge": 1800, "rate": 9.0, "damping": 0.12, "knock": 0.08, "seconds": 0.8},
    "pizzicato": {"place": 0.25, "edge": 1500, "rate": 5.5, "damping": 0.24, "knock": 0.12, "seconds": 1.2},
    "upright_bass": {"place": 0.22, "edge": 520, "rate": 2.4, "damping": 0.3, "knock": 0.08, "seconds": 2.5},
    "fingered_bass": {"place": 0.2, "edge": 750, "rate": 1.6, "damping": 0.3, "knock": 0.02, "seconds": 2.5},
}
_BARS: dict[str, tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...], float, float]] = {
    "celesta": ((1, 2.0, 4.1, 6.9), (1, 0.22, 0.12, 0.03), (2.0, 3.0, 8.0, 14.0), 0.03, 0.6),
    "glockenspiel": ((1, 2.756, 5.404, 8.93), (1, 0.22, 0.1, 0.04), (1.8, 4.0, 7.0, 12.0), 0.04, 0.5),
    "marimba": ((1, 3.92, 9.24), (1, 0.28, 0.06), (6.0, 16.0, 40.0), 0.03, 0.0),
    "vibraphone": ((1, 4.0, 10.1), (1, 0.26, 0.05), (1.3, 3.5, 9.0), 0.015, 4.6),
    "digital_bell": (
        (0.5, 1, 2.0, 3.01, 4.23, 5.4),
        (0.12, 1, 0.28, 0.12, 0.07, 0.04),
        (1.5, 1.7, 3, 4, 6, 8),
        0.01,
        0.9,
    ),
}
"""Ratios, levels and decay rates of the modes, the stick's noise, and the beating in Hz."""


def _struck(name: str, frequency: float, force: float, brightness: float, rng: np.random.Generator) -> Audio:
    if name in _PLUCKED:
        return modal.string(frequency, force, brightness, rng, **_PLUCKED[name])
    if name in _BARS:
        ratios, levels, rates, stick, beating = _BARS[name]
        return modal.bar(frequency, rng, ratios=ratios, levels=levels, rates=rates, stick=stick, beating=beating)
    if name in {"felt_piano", "piano"}:
        return modal.piano(frequency, force, brightness, rng, felt=name == "felt_piano")
    if name == "electric_piano":
        return modal.electric_piano(frequency, force, brightness, rng)
    if name == "synth_bass":
        return modal.saw_pluck(frequency, 0.35 * force, brightness, rate=2.2, closing=1.6, detune=0)
    if name == "synth_pluck":
        return modal.saw_pluck(frequency, force, brightness, rate=4.5, closing=2.0, detune=6)
    raise KeyError(name)


def _k_rms(sound: Audio) -> float:
    """RMS of the loudest 0.4 s after a curve like that of BS.1770: less below 60 Hz, 4 dB more above 2 kHz."""
    mono = sound if sound.ndim == 1 else sound.mean(axis=0)
    length = min(len(mono), int(0.4 * RATE))
    energy = np.concatenate([[0.0], np.cumsum(mono.astype(np.float64) ** 2)])
    first = int(np.argmax(energy[length:] - energy[:-length]))
    spectrum = np.fft.rfft(mono[first : first + length])
    hertz = np.fft.rfftfreq(length, 1 / RATE)
    weight = (hertz**2 / (hertz**2 + 50**2)) * (1 + 0.585 * hertz**2 / (hertz**2 + 1700**2))
    return float(np.sqrt(2 * np.mean(np.abs(spectrum * weight) ** 2) / length))


class Sampler:
    """Makes the sound of notes and keeps what may come again. The same notes in the same order sound the same."""

    def __init__(self, seed: int, brightness: float) -> None:
        """`brightness` is the score's, 0 (dark) to 1."""
        self._seed = seed
        self._brightness = brightness
        self._kept: dict[tuple[str, int, int], Audio] = {}

    def _source(self, *key: object) -> np.random.Generator:
        return np.random.default_rng([self._seed & 0xFFFFFFFF, zlib.crc32(repr(key).encode())])

    def _tone(self, name: str, pitch: int, layer: int) -> Audio:
        """The sound of a pitch at one of the instrument's strengths; for drums `layer` counts variants."""
        key = (name, pitch, layer)
        if key not in self._kept:
            self._kept[key] = self._make(name, pitch, layer)
        return self._kept[key]

    def _make(self, name: str, pitch: int, layer: int) -> Audio:
        instrument, rng = INSTRUMENTS[name], self._source(name, pitch, layer)
        frequency = 440.0 * 2 ** ((pitch - 69) / 12)
        if instrument.family == "drum":
            stroke = noise.drum(name, rng)
            return stroke * np.float32(_DRUM_PEAK / np.abs(stroke).max())
        if instrument.family == "bed":
            sound = noise.vinyl(rng)
        elif instrument.family == "held":
            sound = ensemble.loop(name, frequency, self._brightness, rng)
        else:
            force = (layer + 1) / instrument.layers if instrument.layers > 1 else 0.7
            sound = _struck(name, frequency, force, self._brightness, rng)
        return (sound * np.float32(_LEVEL / _k_rms(sound))).astype(np.float32)

    def play(self, name: str, note: Note, place: int) -> Audio:
        """The sound of one note, (2, n) or mono (n,), with its beginning and end shaped but not its loudness.

        `place` is the note's number in its part: it picks the variant of a drum or the spot in a loop.
        """
        instrument = INSTRUMENTS[name]
        held = round(note.length * RATE)
        release = int(instrument.release * RATE)
        match instrument.family:
            case "drum":
                return self._tone(name, 60, place % _VARIANTS)
            case "swell":
                return noise.swell(name, note.length, self._source(name, place))
            case "held":
                table = self._tone(name, note.pitch, 0)
                first = int(self._source(name, note.pitch, place).integers(0, ensemble.LOOP))
                index = np.arange(first, first + held + release) & (ensemble.LOOP - 1)
                sound = table[:, index] * _bow(held, len(index))
                return _shaped(sound, int(instrument.attack * RATE), held, release)
            case "bed":
                sound = self._tone(name, 60, 0)[:, : held + release].copy()
                return _shaped(sound, int(instrument.attack * RATE), max(0, sound.shape[1] - release), release)
            case "struck":
                layer = min(instrument.layers - 1, int(note.velocity * instrument.layers))
                sound = self._tone(name, note.pitch, layer)[: held + release].copy()
                return _shaped(sound, 0, max(0, len(sound) - release), release)


def _bow(held: int, length: int) -> Audio:
    """The slow rise and fall of a held note: 2 dB up to its middle and down again, staying there as it is let go."""
    place = np.minimum(np.arange(length, dtype=np.float32) / max(1, held), 1)
    bow: Audio = (0.8 + 0.8 * place * (1 - place)).astype(np.float32)
    return bow


def _shaped(sound: Audio, attack: int, held: int, release: int) -> Audio:
    """Fade in over `attack` samples and out over `release` samples after `held`, in place, without corners."""
    attack = min(attack, held)
    if attack:
        sound[..., :attack] *= (0.5 - 0.5 * np.cos(np.pi * np.arange(attack) / attack)).astype(np.float32)
    ending = sound.shape[-1] - held
    if ending > 0:
        sound[..., held:] *= (0.5 + 0.5 * np.cos(np.pi * np.arange(1, ending + 1) / ending)).astype(np.float32)
    return sound
