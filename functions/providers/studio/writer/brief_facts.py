"""What a brief says, taken apart: brand, product, claims, audience, message, tone, kind of film and language."""

import re
from collections import defaultdict
from dataclasses import dataclass

from functions.providers.studio.writer.claims import Claim, Product, read_product
from functions.providers.studio.writer.film_kinds import KIND_WORDS, TONE_WORDS
from functions.providers.studio.writer.language import detect
from functions.providers.studio.writer.reading import LIVING, read
from functions.providers.studio.writer.text import (
    calm,
    capital,
    closed,
    lowered,
    plain,
    sentences,
    singular,
    tokens,
    without_emoji,
    word_set,
)  # fmt: skip
from schemas.project import CreativeBrief

_FILM = re.compile(
    r"\b(film|video|advert|commercial|promo|spot|trailer|campaign|logo|voice-?over|narration|footage|"
    r"\d+[- ]seconds?)\b",
    re.IGNORECASE,
)
_LOGLINE = re.compile(
    r"^(?:this is )?(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:story|film|tale|fable|movie)\s+(?:about|of)\s+"
    r"(?P<who>[^.,;]{3,60}?),?\s+who\s+(?P<does>)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(is an? ([\w-]+ ){0,2}(city|town|island|village|region|country|valley|coast)|lies (between|on|in|at|by))\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(scenes?|music|style|shots?|avoid|please|should|must|colou?rs?|aspect|seconds?|duration|target audience|"
    r"no people|tone|brand guidelines|call to action|hashtag|use|show|keep it|make it|do not|don.t)\b",
    re.IGNORECASE,
)
_GENERIC = word_set("the and for with that this from your our are you its has have all can will one not but")


@dataclass(frozen=True)
class Facts:
    """A brief in pieces. All texts are plain and well-formed; any of them may be empty."""

    language: str
    brand: str
    title: str
    product: Product
    claims: tuple[Claim, ...]
    story: tuple[str, ...]
    """Whole sentences of the film's own description and of the notes."""
    audience: str
    message: str
    tone: str
    kind: str
    topic: str
    """What the film is about, as it can stand in the middle of a sentence: "the reusable cup", "Lisbon"."""
    word_weights: dict[str, float]
    """Every word that speaks for a mood: the brief's own, its tone, and what its pictures would show."""
    content_weights: dict[str, float]
    """The brief's own words alone."""
    own_texts: tuple[str, ...]
    """All sentences of the brief in its own language and order, none twice."""


def gather(brief: CreativeBrief, title: str, description: str) -> Facts:
    """Take a brief apart. Never raises; empty fields give empty pieces."""
    name = without_emoji(plain(brief.brand_name)).rstrip(".!?,; ")
    film = _clean(title).rstrip(".;, ")
    given = (brief.product_description, brief.key_message, description, brief.additional_notes)
    texts = [_LOGLINE.sub(_told, _clean(text or "")) for text in given]
    language = detect(" ".join([*texts, film]) or name)
    content = _weights(brief, film, " ".join(texts))
    weights = {**content, **{singular(t.folded): 2.0 for t in tokens(brief.tone)}}
    seen = read(" ".join([*texts, film]), language)
    for word in {n for h in seen.hits if not h.negated for n in (*h.sense.heroes, *h.sense.places)}:
        weights.setdefault(word, 1.0)
    product = read_product(texts[0], name) if language == "en" else Product("")
    kind = _kind(content, product, film, texts, bool(seen.hits) and _opens_with_someone(texts))
    own = list(dict.fromkeys(closed(capital(s)) for t in texts for s in sentences(t)))
    told = [s for s in sentences(texts[2]) if not _is_about_the_film(s)]
    told += [s for s in sentences(texts[3]) if not _is_about_the_film(s) and not _is_instruction(s)]
    story = list(dict.fromkeys(closed(capital(s)) for s in told))
    return Facts(
        language=language,
        brand=name,
        title=film,
        product=product,
        claims=product.claims,
        story=tuple(s for s in story if not _repeats(s, texts[0])),
        audience=_audience(_clean(brief.target_audience)) if language == "en" else "",
        message=" ".join(closed(capital(s)) for s in sentences(texts[1])),
        tone=_tone(brief.tone, kind),
        kind=kind,
        topic=_topic(product, name, film, kind),
        word_weights=weights,
        content_weights=content,
        own_texts=tuple(s for s in own if not _is_about_the_film(s)),
    )


def _told(match: re.Match[str]) -> str:
    """The tale itself out of "a short film about somebody who does something"."""
    return capital(f"{match['who']} {match['does']}")


def _clean(text: str) -> str:
    return calm(without_emoji(plain(text)))


def _weights(brief: CreativeBrief, title: str, text: str) -> dict[str, float]:
    """How much each word of the brief weighs for what the film is about."""
    weights: dict[str, float] = defaultdict(float)
    parts = ((title, 2.0), (brief.brand_name, 0.5), (brief.target_audience, 0.5), (text, 1.0))
    for part, weight in parts:
        for word in {singular(t.folded) for t in tokens(part)} - _GENERIC:
            weights[word] = max(weights[word], weight)
    return dict(weights)


def _tone(tone: str, kind: str) -> str:
    words = [t.folded for t in tokens(tone)]
    for word in words:
        for name, fits in TONE_WORDS.items():
            if word in fits:
                return name
    return {"explainer": "informative", "cause": "warm", "story": "warm", "event": "bold"}.get(kind, "warm")


def _opens_with_someone(texts: list[str]) -> bool:
    """Tell whether the description's first words are one person or animal, as a tale's are."""
    first = next((t for t in (texts[0], texts[2]) if t), "")
    hits = read(first).hits
    return (
        bool(hits)
        and hits[0].start < 5
        and not hits[0].plural
        and not hits[0].pronoun
        and set(hits[0].sense.heroes) <= LIVING - {"crowd", "couple"}
        and bool(hits[0].sense.heroes)
    )


def _kind(weights: dict[str, float], product: Product, title: str, texts: list[str], someone: bool) -> str:
    scores = {k: sum(weights.get(singular(w), 0.0) for w in words) for k, words in KIND_WORDS.items()}
    if re.match(r"(why|how|what)\b", title, re.IGNORECASE):
        scores["explainer"] += 4
    if product.noun and not product.is_person:
        scores["product"] += 1
    noun = {singular(w) for w in product.noun.lower().replace("-", " ").split()}
    for kind, words in KIND_WORDS.items():
        scores[kind] += 3.0 * bool(noun & {singular(w) for w in words}) if kind in {"event", "cause", "service"} else 0
    if product.is_person and not product.is_plural:
        scores["story"] += 4
    scores["travel"] += 4 if _PLACE.search(texts[0]) else 0
    if re.search(r"\b(once upon|tells the story|short film|a story)\b", " ".join(texts), re.IGNORECASE):
        scores["story"] += 4
    scores["story"] += 3 if someone and not product.noun else 0
    best = max(scores, key=lambda k: scores[k])
    return best if scores[best] > 0 else "product"


def _audience(text: str) -> str:
    """The audience as it can follow "for": without ages and brackets."""
    text = re.sub(r"\([^)]*\)", "", text)
    years = r"\d+\s*(?:[-–]|to|and)\s*\d+(?: years?(?: old)?)?|\d+\s*\+|\d+ and (?:over|older|up)"
    text = re.sub(rf",?\s*\b(?:(?:aged?|ages|between)\s+)?(?:{years})(?!\w)|,?\s*\baged? \d+", "", text)
    text = re.sub(r"\s+", " ", sentences(text)[0] if sentences(text) else "").strip(" .,;-–")
    text = re.sub(r"^(for|our|the target audience is|people like)\s+", "", text, flags=re.IGNORECASE)
    return lowered(text) if 0 < len(text.split()) <= 14 and not re.search(r"\b(we|should|is|are)\b", text) else ""


def _repeats(sentence: str, text: str) -> bool:
    """Tell whether a sentence says again what the product description says: half of its longer words stand there."""
    words = {singular(t.folded) for t in tokens(sentence) if len(t.folded) > 3}
    known = {singular(t.folded) for t in tokens(text)}
    return bool(words) and len(words & known) * 2 >= len(words)


def _is_about_the_film(sentence: str) -> bool:
    """Tell a sentence about the film to be made ("A launch film for ...") from something the film could say."""
    return bool(_FILM.search(sentence))


def _is_instruction(sentence: str) -> bool:
    """Tell a note to the film-maker from something to say."""
    return bool(_ORDER.search(sentence))


def _topic(product: Product, brand: str, title: str, kind: str) -> str:
    if product.noun and kind in {"product", "service"}:
        return product.noun if product.is_mass else product.the
    if title and kind not in {"product", "service"}:
        return f"“{title.rstrip('?!')}”" if len(title.split()) > 1 else title
    return brand or (f"“{title}”" if len(title) > 2 else "")
