"""Rendering layers to a file that can be repeated without a click, because every sound goes round in a circle."""

import wave
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from functions.providers.studio.ambience import people, sounds
from functions.providers.studio.ambience.choose import Layer
from functions.providers.studio.composer.tones.modal import RATE, Audio

Maker = Callable[[int, np.random.Generator], Audio]

SOUNDS: Mapping[str, Maker] = {
    maker.__name__: maker
    for maker in (
        *(sounds.rain, sounds.sea, sounds.lapping, sounds.stream, sounds.wind, sounds.thunder, sounds.fire),
        *(sounds.drops, sounds.leaves, sounds.birds, sounds.gulls, sounds.crickets, sounds.whale),
        *(people.city, people.murmur, people.footsteps, people.train, people.engine, people.room, people.hum),
        *(people.underwater, people.bell, people.ticking, people.keys, people.dishes),
    )
}
"""Everything that can be heard, by name."""
LONGEST = 24.0
"""Seconds after which a longer sound goes round again."""
LEVEL = -26.0
"""Root mean square of a finished file in dBFS; the mix sets the final level."""
_PEAK = 10 ** (-3 / 20)


def render(layers: Sequence[Layer], out: Path, *, seconds: float, seed: int) -> None:
    """Write layers as a WAV file: 48 kHz, stereo, 16 bit; the same bytes for the same arguments.

    Up to `LONGEST` its end goes over into its beginning as any of its samples into the next.
    """
    circle = mixed(layers, seconds=min(seconds, LONGEST), seed=seed)
    samples = np.rint(circle.T * 32767).astype("<i2")
    left = round(seconds * RATE)
    with wave.open(str(out), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        while left > 0:
            file.writeframes(samples[:left].tobytes())
            left -= len(samples)


def mixed(layers: Sequence[Layer], *, seconds: float, seed: int) -> Audio:
    """The layers as samples (2, n), at `LEVEL` and with peaks of at most -3 dBFS."""
    length = round(seconds * RATE)
    total = np.zeros((2, length), np.float32)
    for number, layer in enumerate(layers):
        made = SOUNDS[layer.sound](length, np.random.default_rng([seed, number, *layer.sound.encode()]))
        total += made * np.float32(10 ** (layer.level / 20) / (np.sqrt(np.mean(made**2)) + 1e-9))
    total *= np.float32(10 ** (LEVEL / 20) / (np.sqrt(np.mean(total**2)) + 1e-9))
    # Strokes of thunder and bells lie far above the rest: bend what is above half the ceiling instead of clipping it.
    knee = _PEAK / 2
    over = np.abs(total) - knee
    bent = np.where(over > 0, np.sign(total) * (knee + (_PEAK - knee) * np.tanh(over / (_PEAK - knee))), total)
    return np.asarray(bent, np.float32)
