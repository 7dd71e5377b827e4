"""Tells which language a text is in: by its script, then by frequent words and the lexicons' own."""

import re
from functools import cache

from functions.providers.studio.writer.lexicon import english, foreign
from functions.providers.studio.writer.lexicon_world import LANGUAGES, STOPWORDS
from functions.providers.studio.writer.text import tokens

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_OWN_LETTERS = {"de": "äöüß", "fr": "çèêëîïœûù", "es": "ñ¿¡", "pt": "ãõ", "it": "ìò"}


@cache
def _stopwords(language: str) -> frozenset[str]:
    return frozenset(STOPWORDS[language].split())


def detect(text: str) -> str:
    """Give the ISO 639-1 code of the text's language; `en` when nothing speaks for another."""
    letters = sum(c.isalpha() for c in text) or 1
    for language, script in _SCRIPTS:
        share = len(script.findall(text)) / letters
        if share > (0.15 if language == "ja" else 0.3):
            return language
    words = [t.folded for t in tokens(text)][:400]
    scores = {language: _score(language, words, text) for language in STOPWORDS}
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    return best if scores[best] > scores["en"] else "en"


def _score(language: str, words: list[str], text: str) -> float:
    stop = _stopwords(language)
    score = sum(2.0 if word in stop else 0.0 for word in words)
    score += 1.5 * sum(text.lower().count(c) for c in _OWN_LETTERS.get(language, ""))
    if language == "en":
        return score + sum(1.0 for word in words if english().find((word,)))
    if language in LANGUAGES:
        lexicon = foreign(language)
        own = english().phrases
        score += sum(1.2 for word in words if (word,) not in own and lexicon.find((word,)))
    return score
