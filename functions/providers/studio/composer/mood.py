"""From words and colours to a style, a mode and a tempo."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

FALLBACK = "calm"

_STYLE_WORDS: dict[str, str] = {
    "calm": "calm peace seren gentle tranquil sooth quiet soft tender intimate nostalg reflect romantic heartfelt "
    "emotional delicate poetic water pastel dawn sunset minimal lullaby elegan mindful cinematic",
    "hopeful": "hope uplift inspir optimis aspir triumph motivat bright growth rising build promise courage proud "
    "sunrise encourag empower resilien",
    "playful": "playful whimsic fun funny quirk child kid cartoon comic humor humour silly cheek mischiev toy bounc "
    "cute storybook claymation light-hearted lighthearted joy",
    "pulse": "modern electronic tech techno energetic dynamic pop neon urban fast sleek club digital sport fitness "
    "future-forward cyber glitch dance vibrant bold innovat",
    "folk": "folk acoustic travel rustic organic nature natural outdoor road journey adventur country village handmade "
    "artisan craft earthy farm wander campfire family authentic",
    "noir": "noir tens suspens myster dark crime thriller shadow detective danger ominous horror eerie haunt "
    "secret moody grit gothic unsettl",
    "epic": "epic drama grand heroic battle power intense majest legend war monument massive fantasy storm blockbuster "
    "trailer mythic fierce",
    "space": "space ambient cosmic ethereal dream float underwater ocean meditat surreal abstract stars galaxy infinit "
    "otherworld weightless drift mist sci-fi scifi futuris astronaut awe wonder",
    "corporate": "corporate business explain professional clean friendly trust startup product office tutorial "
    "educat inform present clear confident simple fresh cheer upbeat happy positive",
    "lofi": "lofi lo-fi chill relax retro vintage cozy cosy cafe coffee jazz laid study hip-hop hiphop mellow "
    "analog groovy cool",
}
_BRIGHT = "happy joy hope bright sun warm cheer uplift optimis playful love triumph light fun romantic wonder heroic"
_DARK = (
    "dark sad melanchol grief lonely somber sombre noir tens myster tragic bleak sorrow loss cold storm moody ominous "
    "danger haunt eerie night nostalg bittersweet horror"
)
_FAST = "energetic fast dynamic urgent driving exciting upbeat lively intense action bounc sport vibrant"
_SLOW = "slow gentle calm still peace quiet tender meditat drift soft intimate sleepy languid relax"
_TRIPLE = "waltz lullaby romantic dance circus carousel whimsic sea sail journey heroic"
_LEANING = {"noir": -1.0, "epic": -1.0}
"""Styles that are dark unless the words say otherwise."""
_NEGATIONS = {"not", "no", "never", "without", "non", "less"}


@dataclass(frozen=True, slots=True)
class Mood:
    """What the words ask for.

    Attributes:
        style: a name in `styles.STYLES`.
        dark: whether the dark mode and progressions of the style fit better.
        pace: -1 (as slow as the style allows) to 1 (as fast).
        triple: whether a metre in three or six fits.
        brightness: timbre, 0 (dark) to 1 (bright).
    """

    style: str
    dark: bool
    pace: float
    triple: bool
    brightness: float


def _words(text: str) -> list[str]:
    """Lower-case words without accents; negated ones are left out."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z]+(?:-[a-z]+)*", plain)
    kept = []
    for place, word in enumerate(words):
        if place and words[place - 1] in _NEGATIONS:
            continue
        kept.append(word)
        if "-" in word:
            kept.extend(word.split("-"))
    return kept


def _matches(words: Sequence[str], stems: str) -> int:
    """How many words begin with one of these stems; stems of up to three letters must be the whole word."""
    known = stems.split()
    return sum(any(word == stem or (len(stem) > 3 and word.startswith(stem)) for stem in known) for word in words)


def _luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (or `#rgb`), 0..1, by the weights of Rec. 709; 0.5 if it is not a colour."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        return 0.5
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def read(keywords: Sequence[str], palette: Sequence[str], tone: str, style: str) -> Mood:
    """Weigh mood keywords (1 each), the brief's tone (1.5 a word) and the visual style (0.6 a word).

    The style with the highest weight wins, the earlier in the table on a tie; words nobody knows give `calm`. A dark
    palette leans to minor and darker timbre. The words' order does not matter.
    """
    sources = ((1.0, _words(" ".join(keywords))), (1.5, _words(tone)), (0.6, _words(style)))
    weights = {
        name: sum(weight * _matches(words, stems) for weight, words in sources) for name, stems in _STYLE_WORDS.items()
    }
    best = max(weights, key=lambda name: weights[name])
    said = [word for _, words in sources for word in words]
    light = sum(_luminance(colour) for colour in palette) / len(palette) if palette else 0.5
    valence = _matches(said, _BRIGHT) - _matches(said, _DARK) + (0.5 if light > 0.6 else -0.5 if light < 0.2 else 0.0)
    chosen = best if weights[best] > 0 else FALLBACK
    pace = _matches(said, _FAST) - _matches(said, _SLOW)
    return Mood(
        style=chosen,
        dark=valence + _LEANING.get(chosen, 0.0) < -0.5,
        pace=max(-1.0, min(1.0, pace / 2)),
        triple=_matches(said, _TRIPLE) > 0,
        brightness=max(0.0, min(1.0, 0.5 + 0.12 * valence + 0.5 * (light - 0.5))),
    )
