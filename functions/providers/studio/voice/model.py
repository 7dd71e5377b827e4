"""The embedded voice model: phonemes to sound, with the time of every phoneme.

hibari-tts (Apache-2.0) is one small ONNX network. Its duration predictor's output is not exported, so it is added to
the graph's outputs when the model is loaded: protobuf merges messages that are concatenated, so a few bytes appended to
the file are enough.
"""

import functools
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from functions.providers.studio.voice.reading import Sentence, owners_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE: Final = 24_000
"""Of the model's sound, in Hz."""
_UNIT: Final = 0.025
"""Seconds of one step of the duration tensor: two frames of 300 samples."""
_DURATIONS: Final = "/Round_output_0"
_LONGEST: Final = 300
"""Phonemes in one run of the network; it was trained on up to about 500."""
_PUNCTUATION: Final = frozenset(';:,.!?—…"()“” ')
_CLAUSE: Final = frozenset(";:,—…")
_SEED: Final = 7


@dataclass(frozen=True)
class Phonemes:
    """What one written word sounds like, or a part of it."""

    text: str
    written: int


@dataclass(frozen=True)
class Utterance:
    """The sound of one breath.

    Attributes:
        samples: float32 mono at `SAMPLE_RATE`.
        times: for each of the phrase's words that sound: written index, start and end in seconds.
        ends_clause: whether it was cut off at a comma rather than at a sentence's end.
    """

    samples: "NDArray[np.float32]"
    times: tuple[tuple[int, float, float], ...]


class VoiceModel:
    """The network and its pronunciation rules. Safe to share between threads."""

    def __init__(self) -> None:
        from hibari import Hibari
        from hibari.voices import voice_path

        exported = _field(12, _field(1, _DURATIONS.encode()))
        self._tts: Any = Hibari(model=Path(voice_path("heart")).read_bytes() + _field(7, exported), threads=1)
        # The G2P keeps state in its caches and loads its unknown-word network lazily.
        self._lock = threading.Lock()

    def knows(self, word: str) -> bool:
        """Whether a word, or the stem of a regular form, is in the English lexicon."""
        lexicon = self._tts.g2p.lexicon.golds
        lowered = word.replace("’", "'").lower()
        stems = {lowered, lowered.removesuffix("'s")}
        stems |= {lowered.removesuffix(ending) for ending in ("s", "es", "d", "ed", "ing")}
        return any(stem and (stem in lexicon or stem.capitalize() in lexicon) for stem in stems)

    def phonemes(self, sentence: Sentence) -> list[Phonemes]:
        """How a sentence sounds, word by word, with punctuation. Empty when nothing in it can be said."""
        from hibari.g2p.normalize import normalize

        with self._lock:
            g2p = self._tts.g2p
            said = normalize(" ".join(word.text for word in sentence.words))
            tokens = g2p.phonemize_tokens(g2p.tokenize(said))
        sounds = [""]
        for token in tokens:
            sounds[-1] += token.phonemes or ""
            if token.whitespace:
                sounds.append("")
        expansion = [len(normalize(word.text).split()) for word in sentence.words]
        owners = owners_of(said.split(), sentence.words, expansion)
        return [Phonemes(sound, owner) for sound, owner in zip(sounds, owners, strict=False) if sound]

    def say(self, phonemes: Sequence[Phonemes], speed: float) -> Utterance:
        """Synthesise one breath of at most a few hundred phonemes; the same input gives the same samples."""
        import numpy as np
        from hibari import dsp

        vocabulary = self._tts.vocab
        ids, places = [0], []
        for position, word in enumerate(phonemes):
            for sign in f" {word.text}" if position else word.text:
                if sign in vocabulary:
                    ids.append(vocabulary[sign])
                    places.append((sign, position))
        ids.append(0)
        inputs = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([speed], np.float32)}
        *spectrum, durations = self._tts.sess.run(None, inputs)
        samples = dsp.synth(*(part[0] for part in spectrum), np.random.default_rng(_SEED))
        edges = np.concatenate([[0.0], np.cumsum(durations.ravel())]) * _UNIT
        return Utterance(np.asarray(samples, np.float32), _word_times(phonemes, places, edges[1:].tolist()))


def _word_times(
    phonemes: Sequence[Phonemes], places: Sequence[tuple[str, int]], edges: Sequence[float]
) -> tuple[tuple[int, float, float], ...]:
    """From the space before to the last sounding phoneme of each word; edges[i] is where places[i] begins.

    The network gives the transition between two words to the space, and an aligner gives it to the second word.
    """
    spans: dict[int, tuple[float, float]] = {}
    for index, (sign, position) in enumerate(places):
        if sign in _PUNCTUATION:
            continue
        joined = index > 0 and places[index - 1][0] == " "
        start, _ = spans.get(position, (edges[index - 1 if joined else index], 0.0))
        spans[position] = (start, edges[index + 1])
    return tuple((phonemes[position].written, start, end) for position, (start, end) in sorted(spans.items()))


def breaths(phonemes: Sequence[Phonemes]) -> list[list[Phonemes]]:
    """Cut a sentence that is too long for the network, after a comma where there is one in its second half."""
    runs: list[list[Phonemes]] = [[]]
    length = 0
    for word in _bounded(phonemes):
        if length + len(word.text) + 1 > _LONGEST:
            cut = _clause_cut(runs[-1])
            runs.append(runs[-1][cut:])
            del runs[-2][cut:]
            length = sum(len(kept.text) + 1 for kept in runs[-1])
        runs[-1].append(word)
        length += len(word.text) + 1
    return [run for run in runs if any(set(word.text) - _PUNCTUATION for word in run)]


def _bounded(phonemes: Sequence[Phonemes]) -> list[Phonemes]:
    """Words of more phonemes than a third of a run are said in parts."""
    most = _LONGEST // 3
    return [
        Phonemes(word.text[at : at + most], word.written) for word in phonemes for at in range(0, len(word.text), most)
    ]


def _clause_cut(run: Sequence[Phonemes]) -> int:
    for at in range(len(run) - 1, len(run) // 2, -1):
        if run[at - 1].text[-1] in _CLAUSE:
            return at
    return len(run)


def _field(number: int, payload: bytes) -> bytes:
    """One length-delimited protobuf field (protobuf.dev/programming-guides/encoding): ModelProto.graph is 7,
    GraphProto.output 12, ValueInfoProto.name 1."""
    return bytes([number << 3 | 2, len(payload)]) + payload


@functools.cache
def voice_model() -> VoiceModel:
    """The model, loaded at first use (about half a second) and kept."""
    return VoiceModel()
