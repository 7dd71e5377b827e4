"""Fits narration to seconds: how long words take, and which of a scene's versions fit a film of a given length."""

import math

from functions.providers.studio.writer.text import is_wide, spoken_words
from schemas import limits

WORDS_PER_SECOND = 2.3
"""The studio voice's pace in running text."""
BREATH_SECONDS = 0.8
SHORTEST_SECONDS = 4.0
"""A picture shown for less feels like a mistake when nothing asks for haste."""
LONGEST_SECONDS = limits.SCENE_SECONDS_MAX
SHORTEST_ALLOWED = limits.SCENE_SECONDS_MIN
MOST_WORDS = 80.0
"""More than half a minute of talk over one picture loses the viewer."""


def seconds_for(text: str) -> float:
    """How long a narration needs, with its breath; nothing said needs nothing."""
    return spoken_words(text) / WORDS_PER_SECOND + BREATH_SECONDS if text else 0.0


def scene_count(seconds: float | None, wished: int) -> int:
    """How many scenes a film of this length carries, between 4 and 8."""
    if seconds is None:
        return max(4, min(8, wished))
    most = next((n for edge, n in ((16, 4), (30, 5), (44, 6), (60, 7)) if seconds <= edge), 8)
    return max(4, min(most, wished))


def fitted(versions: list[list[str]], seconds: float | None, weights: list[float]) -> list[tuple[str, float]]:
    """Choose one version of each scene's narration and its duration in seconds.

    `versions` holds for each scene its narrations, longest first. Without `seconds` each scene lasts as long as its
    first version needs, at least 4 s. With it, the longest scenes give way first until the film fits (a scene of a
    lower weight counts as shorter), and what time is left is shared out evenly; scenes together last exactly
    `seconds`, rounded to 0.1 s, as far as 1 to 120 s a scene and the last line's own length allow.
    """
    if seconds is None:
        return [(v[0], max(SHORTEST_SECONDS, math.ceil(seconds_for(v[0]) * 2) / 2)) for v in versions]
    count = len(versions)
    seconds = min(seconds, count * LONGEST_SECONDS)
    floor = min(2.5, max(SHORTEST_ALLOWED, seconds / count))
    needs = [[max(floor, seconds_for(text)) for text in scene] for scene in versions]
    chosen = _chosen(needs, seconds, weights)
    lengths = [scene[i] for scene, i in zip(needs, chosen, strict=True)]
    spare = max(0.0, seconds - sum(lengths)) / count
    most = round(10 * LONGEST_SECONDS)
    tenths = [min(math.floor(10 * (length + spare)), most) for length in lengths]
    missing = round(10 * max(seconds, sum(lengths))) - sum(tenths)  # at most one a scene, unless a scene is full
    for i in range(min(missing, count)):
        tenths[i] = min(tenths[i] + 1, most)
    return [(v[i], t / 10) for v, i, t in zip(versions, chosen, tenths, strict=True)]


def _chosen(needs: list[list[float]], seconds: float, weights: list[float]) -> list[int]:
    """Which version of each scene to use: shorten the longest until all fit, then give back what there is room for."""
    chosen = [0] * len(needs)

    def total() -> float:
        return sum(scene[i] for scene, i in zip(needs, chosen, strict=True))

    while total() > seconds:
        able = [s for s, scene in enumerate(needs) if chosen[s] + 1 < len(scene)]
        if not able:
            break
        chosen[max(able, key=lambda s: (needs[s][chosen[s]] * weights[s], -s))] += 1
    for s in sorted(range(len(needs)), key=lambda s: weights[s]):
        while chosen[s] and total() - needs[s][chosen[s]] + needs[s][chosen[s] - 1] <= seconds:
            chosen[s] -= 1
    return chosen


def sayable(versions: list[str]) -> list[str]:
    """The versions that are short enough to say over one scene; when all are too long, the last one cut to length."""
    short = [v for v in versions if spoken_words(v) <= MOST_WORDS]
    if any(short) or not any(versions):
        return short or [""]
    longest = [v for v in versions if v][-1]
    cut = longest[: int(2 * MOST_WORDS)] if is_wide(longest) else " ".join(longest.split(" ")[: int(MOST_WORDS)])
    return [cut[:600].rstrip(",;: ") + "…", *short]
