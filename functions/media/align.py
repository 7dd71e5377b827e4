"""When each word of a text is heard in a recording of it.

English is aligned by PocketSphinx: a small grammar of the text in which every word may be left out and any sounds may
stand between two words, so that a reader who skips or adds something disturbs no more than that place. What was not
heard gets the time between its neighbours. Other languages are spread over the stretches that are not silent, by the
length of the words.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from functions.media.captions.scripts import count_scripts, display_width, is_unspaced
from functions.media.captions.words import split_words
from functions.media.listen import RATE, mono
from schemas.words import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pocketsphinx import Decoder

    Samples = NDArray[np.float32]

Timing = Literal["aligned", "estimated"]

_LEFT_OUT: Final = 1e-5
"""Probability that a word is not read, in the grammar."""
_BETWEEN: Final = 1e-4
"""Probability that some other sound follows a word."""
_BEAM: Final = 1e-40
_HEARD: Final = 0.5
"""Share of the words that must be heard for a recording to be taken for one of the text."""
_OTHER: Final = 0.55
"""Share of the sound that may be something else."""
_LEVEL: Final = 0.1
"""Root mean square that recordings are brought to; the aligner's models were trained on near speech."""
_FRAME: Final = 0.01
_LEAST: Final = 0.02
_SILENT: Final = 0.03
"""Stretches below this share of the loud parts' level are pauses (30 dB)."""
_SHORTEST_PAUSE: Final = 0.25
_PHONES: Final = (
    "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY", "JH", "K",
    "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aligned:
    """The words of a text with their times in a recording.

    Attributes:
        words: every written word, in order; seconds from the start of the file.
        timing: `aligned` when they were heard, `estimated` when they were only spread over the speech.
        language: BCP 47; `und` where it is not known.
        note: a sentence for the person, where the times are no more than an estimate.
    """

    words: tuple[Word, ...]
    timing: Timing
    language: str
    note: str | None = None


def align(text: str, sound: Path, *, language: str | None) -> Aligned:
    """Find the words of `text` in the recording `sound`.

    `language` is BCP 47; None to have it told from the text's script and, for Latin letters, by whether its words are
    English. Raises `MediaError` for a file without sound or a damaged one.
    """
    written = split_words(text)
    samples = mono(sound)
    seconds = len(samples) / RATE
    told = language or _language(written)
    if not written:
        return Aligned((), "estimated", told)
    if told.split("-")[0] == "en":
        found = _heard(written, _levelled(samples))
        if found is not None:
            return Aligned(_between(written, found, seconds), "aligned", told)
        note = "The recording does not seem to be of the narration's text: its captions are timed by their length."
    else:
        note = "Captions of this recording are timed by their length: words are found in English recordings only."
    return Aligned(_spread(written, samples), "estimated", told, note)


def _language(written: Sequence[str]) -> str:
    scripts = count_scripts(" ".join(written))
    if not scripts:
        return "und"
    script = max(scripts, key=lambda name: (scripts[name], name))
    if script == "Latn":
        return _latin_language(written)
    return _LANGUAGES.get(script, "und")


def _latin_language(written: Sequence[str]) -> str:
    """English where most words are in the dictionary, which holds many foreign names, and common English ones occur."""
    from py3langid.langid import classify

    words = [word for each in written for word in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", _plain(each))]
    known = sum(_dictionary().lookup_word(word) is not None for word in words)
    likeliest = str(classify(" ".join(words))[0])
    english = likeliest == "en" or not _COMMON.isdisjoint(words)
    return "en" if known > 0.65 * len(words) and english else likeliest if likeliest != "en" else "und"


_COMMON: Final = frozenset({"the", "of", "and", "to", "is", "it", "you", "with", "this", "that", "we", "our", "for"})
_LANGUAGES: Final = {
    "Hani": "zh", "Kana": "ja", "Hang": "ko", "Cyrl": "ru", "Grek": "el", "Arab": "ar", "Hebr": "he", "Deva": "hi",
    "Thai": "th",
}  # fmt: skip


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def spoken(word: str) -> tuple[str, ...]:
    """What is said for a written English word: `4:30` is "four thirty", `$9.99` four words, and a dash none."""
    from hibari.g2p.normalize import normalize

    said = _NUMBER.sub(_number_words, normalize(_plain(word)).lower())
    for sign, name in _SIGNS.items():
        said = said.replace(sign, f" {name} ")
    return tuple(re.findall(r"[a-z]+(?:'[a-z]+)*", said))


_NUMBER: Final = re.compile(r"(?P<money>[$£€])?(?P<whole>\d[\d,]*)(?P<part>\.\d+)?(?P<order>st|nd|rd|th)?")
_CURRENCIES: Final = {"$": "dollars", "£": "pounds", "€": "euros"}
_SIGNS: Final = {"%": "percent", "&": "and", "@": "at", "+": "plus", "=": "equals"}
_LONGEST_NUMBER: Final = 15


def _number_words(found: re.Match[str]) -> str:
    from hibari.g2p import numbers

    digits, part = found["whole"].replace(",", ""), (found["part"] or "")[1:]
    if len(digits) > _LONGEST_NUMBER:
        words = " ".join(numbers.cardinal(int(digit)) for digit in digits)
    elif found["order"]:
        words = numbers.ordinal(int(digits))
    elif len(digits) == 4 and "," not in found["whole"] and "1100" <= digits <= "2099" and not part:
        words = numbers.year(int(digits))
    else:
        words = numbers.cardinal(int(digits))
    if found["money"]:
        words += f" {_CURRENCIES[found['money']]}"
        return f" {words} {numbers.cardinal(int(part))} " if part else f" {words} "
    return f" {words} point {' '.join(numbers.cardinal(int(digit)) for digit in part)} " if part else f" {words} "


# ---- English ----


@functools.cache
def _dictionary() -> "Decoder":
    """A decoder that is only asked for pronunciations."""
    return _decoder()


def _decoder() -> "Decoder":
    from pocketsphinx import Decoder

    return Decoder(
        samprate=RATE, lm=None, beam=_BEAM, pbeam=_BEAM, wbeam=_BEAM, lw=1.0, wip=1.0, pip=1.0, bestpath=False,
        maxhmmpf=-1, loglevel="FATAL",
    )  # fmt: skip


def _levelled(samples: "Samples") -> "Samples":
    import numpy as np

    loud = float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0
    return samples * np.float32(_LEVEL / loud) if loud > 1e-6 else samples


def _heard(written: Sequence[str], samples: "Samples") -> dict[int, tuple[float, float]] | None:
    """When the words were heard, by their index; None when the recording is not of this text."""
    import numpy as np

    parts = [(index, said) for index, word in enumerate(written) for said in spoken(word)]
    if not parts:
        return None
    decoder = _decoder()
    _know(decoder, [said for _, said in parts])
    decoder.add_fsg("text", decoder.create_fsg("text", 0, len(parts), _grammar([said for _, said in parts])))
    decoder.activate_search("text")
    decoder.start_utt()
    decoder.process_raw((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
    segments = [(part.word, part.start_frame, part.end_frame + 1) for part in decoder.seg() or ()]
    times: dict[int, tuple[float, float]] = {}
    other, count, at = 0, 0, 0
    for word, first, last in segments:
        if word.startswith("_"):
            other += last - first
        elif re.match(r"[a-z]", word):
            # The path through the grammar goes forward only, so the next part of this name is the one that was taken.
            bare = re.sub(r"\(\d+\)$", "", word)
            at = next(n for n in range(at, len(parts)) if parts[n][1] == bare) + 1
            count += 1
            owner = parts[at - 1][0]
            start = times.get(owner, (first * _FRAME, 0.0))[0]
            times[owner] = (start, last * _FRAME)
    sounding = other + sum(round((end - start) / _FRAME) for start, end in times.values())
    return times if count >= _HEARD * len(parts) and other <= _OTHER * sounding else None


def _know(decoder: "Decoder", words: Sequence[str]) -> None:
    """Teach the decoder the words that it lacks, and single sounds for what stands between words."""
    for word in dict.fromkeys(words):
        if decoder.lookup_word(word) is None:
            decoder.add_word(word, pronounced(word), update=False)
    for phone in _PHONES:
        decoder.add_word(f"_{phone.lower()}", phone, update=phone == _PHONES[-1])


def _grammar(words: Sequence[str]) -> list[tuple[Any, ...]]:
    """The transitions of a finite-state grammar: the words in order, each optional, with any sounds between them."""
    arcs: list[tuple[Any, ...]] = []
    for at, word in enumerate(words):
        arcs += [(at, at + 1, 1 - _LEFT_OUT - _BETWEEN, word), (at, at + 1, _LEFT_OUT)]
    for at in range(len(words) + 1):
        arcs += [(at, at, _BETWEEN / len(_PHONES), f"_{phone.lower()}") for phone in _PHONES]
    return arcs


_IPA: Final = {
    "ɑ": "AA", "æ": "AE", "ʌ": "AH", "ə": "AH", "ᵊ": "AH", "ɔ": "AO", "W": "AW", "I": "AY", "b": "B", "ʧ": "CH",
    "d": "D", "ð": "DH", "ɛ": "EH", "ɜ": "ER", "A": "EY", "f": "F", "ɡ": "G", "h": "HH", "ɪ": "IH", "ᵻ": "IH",
    "i": "IY", "ʤ": "JH", "k": "K", "l": "L", "m": "M", "n": "N", "ŋ": "NG", "O": "OW", "Y": "OY", "p": "P",
    "ɹ": "R", "s": "S", "ʃ": "SH", "t": "T", "T": "T", "ɾ": "T", "θ": "TH", "ʊ": "UH", "u": "UW", "v": "V", "w": "W",
    "j": "Y", "z": "Z", "ʒ": "ZH",
}  # fmt: skip
"""The signs of hibari's American English as CMU phones."""


def pronounced(word: str) -> str:
    """The CMU phones of a word that no dictionary has, as hibari's letter-to-sound network reads it."""
    phones = [_IPA[sign] for sign in _letters_to_sound()(word) or "" if sign in _IPA]
    text = " ".join(phones).replace("ER R", "ER")
    return text or "AH"


@functools.cache
def _letters_to_sound() -> Any:
    from hibari.g2p.oov import OOV

    return OOV()


def _between(written: Sequence[str], heard: dict[int, tuple[float, float]], seconds: float) -> tuple[Word, ...]:
    """All words in order: the heard ones at their times, the others in the time between them."""
    words: list[Word] = []
    latest = 0.0
    for index, text in enumerate(written):
        if index in heard:
            start, end = heard[index]
        else:
            start, end = _gap(index, heard, len(written), seconds)
        start = min(max(start, latest), seconds)
        end = min(max(end, start + _LEAST), seconds)
        words.append(Word(text=text[:400], start=round(start, 3), end=round(end, 3)))
        latest = start
    return tuple(words)


def _gap(index: int, heard: dict[int, tuple[float, float]], count: int, seconds: float) -> tuple[float, float]:
    """The share of a word in the time between the heard words around it; at most as long as words usually are."""
    before = max((n for n in heard if n < index), default=-1)
    after = min((n for n in heard if n > index), default=count)
    missing = after - before - 1
    usual = 0.35 * missing
    first = heard[before][1] if before >= 0 else None
    last = heard[after][0] if after < count else None
    if first is None:
        first = max(0.0, (last or 0.0) - usual)
    if last is None:
        last = min(seconds, first + usual)
    width = max(0.0, last - first) / missing
    start = first + (index - before - 1) * width
    return start, start + width


# ---- other languages ----


def speech_spans(samples: "Samples") -> list[tuple[float, float]]:
    """Start and end, in seconds, of the stretches that are not silent; pauses shorter than a quarter second belong."""
    import numpy as np

    hop = RATE // 100
    count = len(samples) // hop
    if not count:
        return []
    level = np.sqrt(np.mean(samples[: count * hop].reshape(count, hop).astype(np.float64) ** 2, axis=1))
    level = np.convolve(np.pad(level, 2, mode="edge"), np.full(5, 0.2), "valid")
    loud, floor = float(np.quantile(level, 0.95)), float(np.quantile(level, 0.05))
    if loud < 1e-5:
        return []
    sounding = np.flatnonzero(level > max(_SILENT * loud, min(2.5 * floor, 0.3 * loud)))
    spans: list[tuple[float, float]] = []
    for frame in sounding.tolist():
        at = frame * _FRAME
        if spans and at - spans[-1][1] < _SHORTEST_PAUSE:
            spans[-1] = (spans[-1][0], at + _FRAME)
        else:
            spans.append((at, at + _FRAME))
    return [span for span in spans if span[1] - span[0] > 0.05] or spans


def _spread(written: Sequence[str], samples: "Samples") -> tuple[Word, ...]:
    """Words one after another over the speech, each as long as its share of the text."""
    seconds = len(samples) / RATE
    spans = speech_spans(samples) or [(0.0, seconds)]
    sizes = [_size(word) for word in written]
    scale = sum(end - start for start, end in spans) / sum(sizes)
    words: list[Word] = []
    done = 0.0
    for text, size in zip(written, sizes, strict=True):
        start, end = _at(done * scale, spans, closing=False), _at((done + size) * scale, spans, closing=True)
        words.append(Word(text=text[:400], start=round(start, 3), end=round(max(start, end), 3)))
        done += size
    return tuple(words)


def _size(word: str) -> float:
    """How long a word takes, in letters; a sign of a script without spaces counts as three."""
    dense = sum(is_unspaced(char) for char in word)
    return 3.0 * dense + max(1, display_width(word) + 1 - 2 * dense)


def _at(spoken_seconds: float, spans: Sequence[tuple[float, float]], *, closing: bool) -> float:
    """The second of the file at which so much has been spoken; at a pause, its start when `closing`, else its end."""
    left = spoken_seconds
    for start, end in spans:
        length = end - start
        if left < length - 1e-9 or (closing and left <= length + 1e-9):
            return start + left
        left -= length
    return spans[-1][1]
