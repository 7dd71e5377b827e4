"""What is said in each slot of an English film, from the brief's claims and the copy for its kind and tone."""

import re

from functions.providers.studio.writer.brief_facts import Facts
from functions.providers.studio.writer.claims import Claim
from functions.providers.studio.writer.copywriting import Copy
from functions.providers.studio.writer.story_pictures import story_lines
from functions.providers.studio.writer.text import capital, closed, fold, lowered, sentences

_PRESENTED = {
    "playful": "Say hello to {brand}: {thing}.",
    "elegant": "{brand}. {Thing}.",
    "informative": "{brand} is {thing}.",
    "urgent": "There is another way. {brand}: {thing}.",
    "inspiring": "That is why there is {brand}: {thing}.",
    "bold": "This is {brand}. {Thing}.",
    "calm": "{brand}. {Thing}.",
    "warm": "Meet {brand}, {thing}.",
}
_FOR = {
    "playful": "For {audience}. You know who you are.",
    "elegant": "For {audience}.",
    "urgent": "This is for {audience}.",
    "informative": "Made for {audience}.",
}
_QUESTION = re.compile(
    r"(why|how|what|when|where|who)\s+(is|are|do|does|did|was|were|can|could|has|have|will|would|should|makes?|causes?)\b|.*\?$",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"(with|without|for|from|in|by|made|designed|built|crafted|handmade|woven|powered)\b", re.IGNORECASE
)
_ANYONE = frozenset({"everyone", "all", "everybody", "anyone"})
_LAST = {
    "product": {
        "playful": "Go on, you know you want to.",
        "elegant": "See for yourself.",
        "": "Come and see for yourself.",
    },
    "service": {"playful": "Go on, give it a try.", "urgent": "Start today.", "": "Start whenever you like."},
    "travel": {"playful": "Pack light.", "": "Stay a little longer."},
    "cause": {"urgent": "Help us now.", "": "It begins with you."},
    "event": {"playful": "Bring your friends.", "": "See you there."},
    "explainer": {"": "Now you know."},
    "story": {"playful": "The end. Probably.", "": "And that was enough."},
}


def lines_for(facts: Facts, copy: Copy) -> dict[str, list[str]]:
    """Sentences for each slot but the last; a slot that has nothing to say is missing. No sentence comes twice."""
    if facts.kind == "story":
        lines = story_lines(facts, copy)
    elif facts.kind in {"product", "service"}:
        lines = _sold(facts, copy)
    else:
        lines = _told(facts, copy)
    used = {key(s) for s in sentences(closing(facts)[0])} - {key(facts.brand)}
    unique: dict[str, list[str]] = {}
    for slot, said in lines.items():
        fresh = []
        for line in said:
            if key(line) not in used:
                fresh.append(line)
                used |= {key(line)} - {key(facts.brand)}
        if fresh:
            unique[slot] = fresh
    return unique


def key(sentence: str) -> str:
    """What makes two sentences the same: their letters."""
    return re.sub(r"\W+", "", fold(sentence))


def closing(facts: Facts) -> list[str]:
    """The last line in versions from long to short; all name the brand, where there is one."""
    untold = not facts.message and facts.kind in {"travel", "event"} and len(facts.title) > 2
    name = facts.brand or (facts.title if untold else "")
    signed = closed(name) if name else ""
    last = facts.message
    if not last:
        options = _LAST[facts.kind]
        last = options.get(facts.tone, options[""])
    if facts.brand and re.search(rf"\b{re.escape(facts.brand)}(?!\w)", last, re.IGNORECASE):
        return [last, signed]
    long = f"{last} {signed}".strip()
    return [long, signed] if signed != long else [long]


def _sold(facts: Facts, copy: Copy) -> dict[str, list[str]]:
    thing, claims = _with_first_phrase(facts)
    lines = {slot: [copy.line(slot, facts.tone)] for slot in ("hook", "problem", "feel") if copy.line(slot, facts.tone)}
    told = [*_claim_lines(claims, facts), *facts.story]
    lines["turn"] = _presented(facts, thing) or [*_named(facts, told[:1]), *told[:1]]
    if not facts.product.noun:
        told = told[1:]
    audience = _for_audience(facts)
    parts = 1 if len(told) < 2 else 2 if len(told) < 5 else 3
    for slot, part in zip(("use", "detail", "proof"), [*_shared_out(told, parts), [], []], strict=False):
        lines[slot] = part
    if audience:
        target = next((s for s in ("detail", "proof") if not lines[s]), "proof")
        lines[target] = [*lines[target], audience]
    return {slot: said for slot, said in lines.items() if said}


def _with_first_phrase(facts: Facts) -> tuple[str, list[Claim]]:
    """The product with its first claim joined on where that is a phrase ("made from ..."), and the claims left."""
    claims = list(facts.claims)
    thing = facts.product.a
    joins = bool(claims) and claims[0].form == "phrase" and bool(_JOINS.match(claims[0].text))
    if joins and facts.product.noun and len(f"{thing} {claims[0].text}".split()) <= 14:
        return f"{thing} {lowered(claims[0].text)}", claims[1:]
    return thing, claims


def introduction(facts: Facts) -> str:
    """The product by its name and noun alone, for a film with little time; empty when there is no noun."""
    return " ".join(_presented(facts, facts.product.a))


def _presented(facts: Facts, thing: str) -> list[str]:
    noun = facts.product.noun
    if facts.brand and noun and fold(facts.brand) not in fold(thing):
        frame = _PRESENTED.get(facts.tone, _PRESENTED["warm"])
        text = frame.replace("{brand}", facts.brand).replace("{thing}", thing).replace("{Thing}", capital(thing))
        return sentences(text)
    if noun:
        return [closed(capital(thing))]
    return []


def _named(facts: Facts, first: list[str]) -> list[str]:
    """The brand by itself, unless the sentence that follows opens with it."""
    known = not facts.brand or any(fold(s).startswith(fold(facts.brand)) for s in first)
    return [] if known else [f"This is {facts.brand}."]


def _for_audience(facts: Facts) -> str:
    known = fold(" ".join(facts.product.whole))
    if not facts.audience or fold(facts.audience) in known or fold(facts.audience) in _ANYONE:
        return ""
    return _FOR.get(facts.tone, "For {audience}.").replace("{audience}", facts.audience)


def _claim_lines(claims: list[Claim], facts: Facts) -> list[str]:
    """Claims as sentences of changing form: first with a subject, the next without, and so on."""
    lines: list[str] = []
    for claim in claims:
        subject = facts.product.pronoun if len(lines) % 3 != 1 else ""
        lines.append(claim.said(subject))
    return lines


def _shared_out(said: list[str], parts: int) -> list[list[str]]:
    """Share sentences out over slots in order, the first slots first, at most as evenly as they divide."""
    base, more = divmod(len(said), parts)
    shares: list[list[str]] = []
    start = 0
    for i in range(parts):
        size = base + (1 if i < more else 0)
        shares.append(said[start : start + size])
        start += size
    return shares


def _told(facts: Facts, copy: Copy) -> dict[str, list[str]]:
    """Travel, causes, events and explanations: the opening line, then the brief's own sentences in their order."""
    lines = {slot: [copy.line(slot, facts.tone)] for slot in ("hook", "problem", "feel") if copy.line(slot, facts.tone)}
    if facts.kind == "explainer" and _QUESTION.match(facts.title):
        lines["hook"] = [facts.title.rstrip("?.! ") + "?"]
    told = [*facts.product.whole, *facts.story]
    if facts.kind == "event" and facts.product.noun:
        thing, rest = _with_first_phrase(facts)
        told = [closed(capital(thing)), *_claim_lines(rest, facts), *facts.story]
    slots = ("turn", "use", "detail", "proof")
    if facts.kind in {"travel", "event"} and told and "problem" in lines:
        slots = ("problem", "use", "detail", "proof")  # the place first, then what it does to people
        lines["turn"] = lines.pop("problem")
    for slot, part in zip(slots, _shared_out(told, len(slots)), strict=True):
        lines[slot] = part
    audience = _for_audience(facts) if facts.kind in {"event", "travel"} else ""
    if audience:
        target = next((s for s in ("detail", "proof") if not lines[s]), "proof")
        lines[target] = [*lines[target], audience]
    return {slot: said for slot, said in lines.items() if said}
