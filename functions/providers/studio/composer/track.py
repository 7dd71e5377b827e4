"""Rendering: from a score to a stereo file."""

import wave
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from functions.providers.studio.composer.score import Score

if TYPE_CHECKING:
    from functions.providers.studio.composer.tones.modal import Audio

RATE = 48_000
_WRITE = 2**18


def render(score: Score, out: Path, on_progress: Callable[[float], None] | None = None) -> None:
    """Play a score into a WAV file: 48 kHz, stereo, 16 bit, `score.seconds` long, -18 LUFS, peaks below -1 dBFS.

    The same score gives the same bytes on the same machine. `on_progress` is told the share done, 0..1, and may raise
    to stop. Raises `OSError` if the file cannot be written.
    """
    from functions.providers.studio.composer import master, mix

    report = on_progress or (lambda share: None)
    sound = mix.play(score, lambda share: report(0.85 * share))
    master.finish(sound, score.seconds - score.final)
    report(0.95)
    _write(sound, out, score.seed)
    report(1.0)


def _write(sound: "Audio", out: Path, seed: int) -> None:
    """Write float samples as 16 bit with triangular dither, so that quiet decays do not turn to grit."""
    import numpy as np

    rng = np.random.default_rng(seed & 0xFFFFFFFF)
    with wave.open(str(out), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for first in range(0, sound.shape[1], _WRITE):
            piece = sound[:, first : first + _WRITE].T * np.float32(32767)
            dither = rng.random(piece.shape, np.float32) - rng.random(piece.shape, np.float32)
            file.writeframes(np.rint(piece + dither).clip(-32768, 32767).astype("<i2").tobytes())
