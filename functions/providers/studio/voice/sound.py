"""Sound in numpy: trimming, resampling, loudness and the WAV file. Arrays are mono float, -1 to 1."""

import io
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

SAMPLE_RATE: Final = 48_000
"""Of every file that the voice writes, in Hz."""
PEAK: Final = 10 ** (-1.5 / 20)
"""No sample of a narration lies above -1.5 dBFS."""


def resample(samples: "Samples", length: int) -> "Samples":
    """Stretch to a number of samples without aliasing, by its spectrum. The ends should be silent (it is circular)."""
    import numpy as np

    spectrum = np.fft.rfft(samples)
    return np.fft.irfft(spectrum[: length // 2 + 1], length) * (length / len(samples))


def audible_span(samples: "Samples", rate: int) -> tuple[int, int]:
    """First and last sample of what is heard: where 10 ms windows come within 40 dB of the loudest one."""
    import numpy as np

    window = rate // 100
    count = len(samples) // window
    if not count:
        return 0, len(samples)
    power = np.square(samples[: count * window]).reshape(count, window).mean(axis=1)
    heard = np.flatnonzero(power > power.max() * 1e-4)
    if not len(heard):
        return 0, len(samples)
    return int(heard[0]) * window, int(heard[-1] + 1) * window


def fade(samples: "Samples", rate: int, seconds: float) -> "Samples":
    """Raise and lower the ends with a half cosine so that no cut clicks."""
    import numpy as np

    count = min(int(seconds * rate), len(samples) // 2)
    ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / max(count, 1))
    faded = samples.copy()
    faded[:count] *= ramp
    faded[len(samples) - count :] *= ramp[::-1]
    return faded


def loudness(samples: "Samples", rate: int) -> float:
    """Integrated loudness in LUFS after ITU-R BS.1770-5, -inf for silence.

    400 ms blocks overlap by 75 %, with the absolute gate at -70 LUFS and the relative one 10 LU below.
    """
    import numpy as np

    weighted = _k_weighted(samples, rate)
    block, hop = int(0.4 * rate), int(0.1 * rate)
    energy = np.concatenate([[0.0], np.cumsum(np.square(weighted))])
    starts = np.arange(0, max(1, len(samples) - block + 1), hop)
    ends = np.minimum(starts + block, len(samples))
    powers = (energy[ends] - energy[starts]) / np.maximum(ends - starts, 1)
    gated = powers[powers > 10 ** ((-70 + 0.691) / 10)]
    if not len(gated):
        return float("-inf")
    gated = gated[gated > gated.mean() * 0.1]
    return float(-0.691 + 10 * np.log10(gated.mean()))


def _k_weighted(samples: "Samples", rate: int) -> "Samples":
    """Apply the K-weighting as a frequency response: its phase does not change the power.

    In overlapping stretches, because one transform over a long file of awkward length takes seconds.
    """
    import numpy as np

    size, margin = 1 << 18, rate // 4
    step = size - 2 * margin
    response = _k_weighting(np.asarray(np.fft.rfftfreq(size, 1 / rate), np.float64))
    padded = np.concatenate([np.zeros(margin), samples, np.zeros(size)])
    stretches = [
        np.fft.irfft(np.fft.rfft(padded[at : at + size]) * response, size)[margin : margin + step]
        for at in range(0, max(1, len(samples)), step)
    ]
    return np.concatenate(stretches)[: len(samples)]


def _k_weighting(frequencies: "Samples") -> "Samples":
    """Magnitude of the two K-weighting filters, from the 48 kHz coefficients in BS.1770-5, tables 1 and 2."""
    import numpy as np

    z = np.exp(-2j * np.pi * np.minimum(frequencies, 24_000) / 48_000)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(np.abs(shelf * high_pass), np.float64)


def levelled(samples: "Samples", rate: int, target: float) -> "Samples":
    """Bring to a loudness in LUFS, but never above `PEAK`; silence stays silence."""
    import numpy as np

    measured = loudness(samples, rate)
    if measured == float("-inf"):
        return samples
    gain = 10 ** ((target - measured) / 20)
    peak = float(np.abs(samples).max())
    return samples * min(gain, PEAK / peak)


def write_wav(path: Path, samples: "Samples") -> None:
    """Write 16-bit mono at `SAMPLE_RATE`, little-endian, without any chunk that could differ between runs."""
    import numpy as np

    pcm = np.clip(np.rint(samples * 32767), -32768, 32767).astype("<i2")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(pcm.tobytes())
    path.write_bytes(buffer.getvalue())
