"""What a brief says, taken apart: brand, product, claims, audience, message, tone, kind of film and language."""

import re
from collections import defaultdict
from dataclasses import dataclass

from functions.providers.studio.writer.claims import Claim, Product, read_product
from functions.providers.studio.writer.language import detect
from functions.providers.studio.writer.text import (
    calm, capital, closed, lowered, plain, sentences, singular, tokens, without_emoji,
)  # fmt: skip
from schemas.project import CreativeBrief

_TONE_WORDS = {
    "playful": "playful fun funny humorous witty cheeky light lighthearted quirky cheerful happy silly whimsical ironic joyful",
    "elegant": "elegant luxurious luxury refined sophisticated premium minimal poetic understated exclusive stylish graceful",
    "urgent": "urgent serious alarming direct provocative dramatic shocking powerful hard-hitting stark",
    "informative": "informative factual clear educational neutral professional technical explanatory objective precise curious simple",
    "inspiring": "inspiring inspirational hopeful uplifting motivating motivational optimistic visionary empowering adventurous epic heroic",
    "bold": "bold confident energetic dynamic edgy modern young fresh punchy fast loud",
    "calm": "calm quiet serene gentle relaxed peaceful soothing slow meditative",
    "warm": "warm friendly heartfelt emotional tender caring honest human nostalgic intimate moving touching sincere cosy cozy personal",
}
_KIND_WORDS = {
    "explainer": "explain explains explained explainer why how works science understand basics guide tutorial introduction",
    "travel": "travel trip tourism visit holiday destination itinerary tourist travellers travelers getaway vacation journey "
    "island lisbon paris rome tokyo porto weekend hotel hostel",
    "event": "event festival concert conference fair opening exhibition wedding marathon meetup summit party anniversary "
    "tickets celebration premiere race",
    "cause": "charity donate donation volunteer nonprofit ngo cause campaign foundation shelter adopt rescue refugees hunger "
    "homeless climate pollution cleanup conservation petition awareness protect",
    "story": "story tale legend fable fairy once film short drama adventure keeper dragon knight grandmother grandfather "
    "friendship boy girl who love princess childhood",
    "service": "app software platform service saas website tool online consulting agency bank insurance clinic course school "
    "subscription dashboard team workflow accounting studio repair",
    "product": "product launch made buy shop sale brand recycled handmade bottle cup shoes bag chair watch bike cream coffee "
    "tea bread chocolate toy headphones lamp order design materials reusable",
}
_GENERIC = frozenset("the and for with that this from your our are you its has have all can will one not but".split())


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
    own_texts: tuple[str, ...]
    """All sentences of the brief in its own language and order, none twice."""


def gather(brief: CreativeBrief, title: str, description: str) -> Facts:
    """Take a brief apart. Never raises; empty fields give empty pieces."""
    name = _clean(brief.brand_name).rstrip(".!?,; ")
    film = _clean(title).rstrip(".;, ")
    texts = [_clean(t or "") for t in (brief.product_description, brief.key_message, description, brief.additional_notes)]
    language = detect(" ".join([*texts, film]) or name)
    weights = _weights(brief, film, " ".join(texts))
    product = read_product(texts[0], name) if language == "en" else Product("", False)
    kind = _kind(weights, product, film, texts)
    own = list(dict.fromkeys(closed(capital(s)) for t in texts for s in sentences(t)))
    story = [s for s in dict.fromkeys(closed(capital(s)) for t in (texts[2], texts[3]) for s in sentences(t))]
    return Facts(
        language=language,
        brand=name,
        title=film,
        product=product,
        claims=product.claims,
        story=tuple(s for s in story if not _is_instruction(s)),
        audience=_audience(_clean(brief.target_audience)) if language == "en" else "",
        message=" ".join(closed(capital(s)) for s in sentences(texts[1])),
        tone=_tone(brief.tone, weights, kind),
        kind=kind,
        topic=_topic(product, name, film, kind),
        word_weights=weights,
        own_texts=tuple(s for s in own if not _is_instruction(s)),
    )


def _clean(text: str) -> str:
    return calm(without_emoji(plain(text)))


def _weights(brief: CreativeBrief, title: str, text: str) -> dict[str, float]:
    """How much each word of the brief weighs: tone and title most, then the product, then everything else."""
    weights: dict[str, float] = defaultdict(float)
    parts = ((brief.tone, 2.0), (title, 2.0), (brief.brand_name, 0.5), (brief.target_audience, 0.5), (text, 1.0))
    for part, weight in parts:
        for word in {singular(t.folded) for t in tokens(part)} - _GENERIC:
            weights[word] = max(weights[word], weight)
    return dict(weights)


def _tone(tone: str, weights: dict[str, float], kind: str) -> str:
    words = [t.folded for t in tokens(tone)]
    for word in words:
        for name, fits in _TONE_WORDS.items():
            if word in fits.split():
                return name
    return {"explainer": "informative", "cause": "warm", "story": "warm", "event": "bold"}.get(kind, "warm" if weights else "warm")


def _kind(weights: dict[str, float], product: Product, title: str, texts: list[str]) -> str:
    scores = {k: sum(weights.get(singular(w), 0.0) for w in words.split()) for k, words in _KIND_WORDS.items()}
    if re.match(r"(why|how|what)\b", title, re.IGNORECASE):
        scores["explainer"] += 4
    if product.noun and not product.is_person:
        scores["product"] += 1
    if product.is_person or re.search(r"\b(once upon|tells the story|short film|a story)\b", " ".join(texts), re.IGNORECASE):
        scores["story"] += 5
    best = max(scores, key=lambda k: scores[k])
    return best if scores[best] > 0 else "product"


def _audience(text: str) -> str:
    """The audience as it can follow "for": without ages and brackets."""
    text = re.sub(r"\([^)]*\)", "", text)
    text = re.sub(r",?\s*\b(aged?|ages|between)\b\s*\d+.*?(?=,|;|$)|\b\d+\s*[-–]\s*\d+( years?( old)?)?\b|\b\d+\+", "", text)
    text = re.sub(r"\s+", " ", sentences(text)[0] if sentences(text) else "").strip(" .,;-–")
    text = re.sub(r"^(for|our|the target audience is|people like)\s+", "", text, flags=re.IGNORECASE)
    return lowered(text) if 0 < len(text.split()) <= 14 and not re.search(r"\b(we|should|is|are)\b", text) else ""


def _is_instruction(sentence: str) -> bool:
    """Tell an instruction to the film-maker from something to say."""
    return bool(
        re.search(
            r"\b(logo|film|video|scenes?|voice-?over|narrat\w+|music|footage|style|shots?|avoid|please|should|must|colou?rs?|"
            r"aspect|seconds?|duration|target audience|no people|tone|brand guidelines|call to action|hashtag)\b",
            sentence,
            re.IGNORECASE,
        )
    )


def _topic(product: Product, brand: str, title: str, kind: str) -> str:
    if product.noun and kind in {"product", "service"}:
        return product.the
    if title and kind not in {"product", "service"}:
        return f"“{title.rstrip('?!')}”" if len(title.split()) > 1 else title
    return brand or (f"“{title}”" if title else "the subject")
