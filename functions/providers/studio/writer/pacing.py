"""Fits narration to seconds: how long words take, and which of a scene's versions fit a film of a given length."""

import math

from functions.providers.studio.writer.text import spoken_words

WORDS_PER_SECOND = 2.3
"""The studio voice's pace in running text."""
BREATH_SECONDS = 0.8
SHORTEST_SECONDS = 4.0
"""A picture shown for less feels like a mistake when nothing asks for haste."""
LONGEST_SECONDS = 120.0


def seconds_for(text: str) -> float:
    """How long a narration needs, with its breath; nothing said needs nothing."""
    return spoken_words(text) / WORDS_PER_SECOND + BREATH_SECONDS if text else 0.0


def scene_count(seconds: float | None, wished: int) -> int:
    """How many scenes a film of this length carries, between 4 and 8."""
    if seconds is None:
        return max(4, min(8, wished))
    most = next((n for edge, n in ((18, 4), (26, 5), (40, 6), (56, 7)) if seconds <= edge), 8)
    return max(4, min(most, wished))


def fitted(versions: list[list[str]], seconds: float | None, weights: list[float]) -> list[tuple[str, float]]:
    """Choose one version of each scene's narration and its duration in seconds.

    `versions` holds for each scene its narrations, longest first. Without `seconds` each scene lasts as long as its
    first version needs, at least 4 s. With it, the longest scenes give way first until the film fits (a scene of a
    lower weight counts as shorter), and what time is left is shared out evenly; scenes together last exactly
    `seconds`, rounded to 0.1 s.
    """
    if seconds is None:
        return [(v[0], max(SHORTEST_SECONDS, math.ceil(seconds_for(v[0]) * 2) / 2)) for v in versions]
    count = len(versions)
    seconds = min(max(seconds, count * 1.0), count * LONGEST_SECONDS)
    floor = min(2.5, seconds / count)
    chosen = [0] * count
    while True:
        needs = [max(floor, seconds_for(v[i])) for v, i in zip(versions, chosen, strict=True)]
        open_scenes = [s for s in range(count) if chosen[s] + 1 < len(versions[s])]
        if sum(needs) <= seconds or not open_scenes:
            break
        chosen[max(open_scenes, key=lambda s: (needs[s] * weights[s], -s))] += 1
    spare = seconds - sum(needs)
    lengths = [n + spare / count for n in needs] if spare >= 0 else [n * seconds / sum(needs) for n in needs]
    tenths = [math.floor(10 * x) for x in lengths]
    for i in range(round(10 * seconds) - sum(tenths)):
        tenths[i % count] += 1
    return [(v[i], t / 10) for v, i, t in zip(versions, chosen, tenths, strict=True)]
