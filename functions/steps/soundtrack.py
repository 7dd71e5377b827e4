"""soundtrack(order, lengths, audio, music, effects): the film's whole sound, mixed once.

It knows nothing of pictures or titles, so an edit of those does not mix it again.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from functions.media.frames import HANDLE, scene_starts, seconds_of, segment_frames, slowed
from functions.media.loudness import Loudness
from functions.media.master import silence
from functions.media.music import Cut, Track, fit_music
from functions.media.probe import probe
from functions.media.sound import Placed, mix
from functions.providers import uploaded
from functions.providers.provider import Made, Output
from functions.steps.audio import is_narrated
from functions.steps.effects import HANDLE_SECONDS, has_effects
from functions.steps.music import HEARD
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, owns
from functions.steps.timing import CARD_SECONDS, LEAD_SECONDS, body_frames
from functions.stores.documents import FieldPath
from schemas.content import FilmContent

_EDGE_SECONDS = seconds_of(HANDLE)
"""A clip is seen for so long before and after its scene, in transitions; its sound is crossfaded meanwhile."""


def _inputs(content: FilmContent, _where: Where) -> dict[str, Any]:
    lasting = {scene.id: scene.duration_seconds for scene in content.scenes}
    order = list(content.pieces())
    return {"order": order, "durations": [lasting.get(piece, CARD_SECONDS) for piece in order]}


def _needs(content: FilmContent, _where: Where) -> dict[str, str]:
    needs = {"music": "music"}
    for scene in content.scenes:
        where = Where(scene.id)
        wanted = {
            "audio": is_narrated(content, where),
            "effects": has_effects(content, where),
            "video": owns(content, where, "video"),  # a person's own clip may have sound
        }
        needs |= {where.name(kind): where.name(kind) for kind, is_wanted in wanted.items() if is_wanted}
    return needs


@dataclass(frozen=True)
class _Timeline:
    """The film's pieces with the seconds at which they begin."""

    order: tuple[str, ...]
    bodies: tuple[int, ...]
    starts: tuple[float, ...]

    @property
    def seconds(self) -> float:
        return seconds_of(sum(self.bodies))


def _timeline(context: Context) -> _Timeline:
    inputs = context.job.inputs
    order, bodies = tuple(inputs["order"]), []
    for piece, planned in zip(order, inputs["durations"], strict=True):
        role = f"audio:{piece}"
        bodies.append(body_frames(planned, context.facts(role)["seconds"] if role in context.job.sources else None))
    return _Timeline(order, tuple(bodies), scene_starts(bodies))


def _run(context: Context) -> Outcome:
    film, out = _timeline(context), context.folder / "sound.m4a"
    cut = None if context.facts("music")["degraded"] else _cut(context, film.seconds)
    context.report(0.1)
    foreground, ambience = _placed(context, film)
    loudness = mix(
        narration=foreground,
        music=context.source("music") if cut is not None else None,
        effects=ambience,
        cut=cut,
        music_lufs=context.facts("music").get("lufs"),
        seconds=film.seconds,
        out=out,
        on_progress=lambda share: context.report(0.1 + 0.9 * share),
    )
    return Done(Made((Output(out, ".m4a", "audio/mp4"),), {**_facts(film, loudness), "music": _described(cut)}))


def _cut(context: Context, seconds: float) -> Cut:
    return fit_music(Track(**json.loads(context.beside("music", HEARD).read_bytes())), seconds=seconds)


def _placed(context: Context, film: _Timeline) -> tuple[list[Placed], list[Placed]]:
    """What is in the foreground and what lies under it."""
    sources = context.job.sources
    foreground: list[Placed] = []
    ambience: list[Placed] = []
    for piece, body, start in zip(film.order, film.bodies, film.starts, strict=True):
        audio, video, effects = (f"{kind}:{piece}" for kind in ("audio", "video", "effects"))
        if audio in sources:
            foreground.append(
                Placed(context.source(audio), start + LEAD_SECONDS, lufs=context.facts(audio).get("lufs"))
            )
        if video in sources and context.facts(video).get("has_sound"):
            own = _clip_sound(context, video, start=start, body=body, until=film.seconds)
            (ambience if audio in sources else foreground).append(own)
        if effects in sources and _is_heard(context, effects, beside=video):
            span = start, start + seconds_of(body)
            around = _stretch(context.source(effects), *span, edge=HANDLE_SECONDS, until=film.seconds)
            facts = context.facts(effects)
            ambience.append(replace(around, repeat=True, level=float(facts.get("level", 0.0)), lufs=facts.get("lufs")))
    return foreground, ambience


def _is_heard(context: Context, effects: str, *, beside: str) -> bool:
    """Whether a scene's ambience is used: what is made up has no place beside the sound of a person's own clip."""
    facts = context.facts(effects)
    filmed = beside in context.job.sources and bool(context.facts(beside).get("has_sound"))
    return not facts["degraded"] and (facts["provider"] == uploaded.ID or not filmed)


def _stretch(path: Path, start: float, end: float, *, edge: float, until: float) -> Placed:
    """A place in the film with its edges, over which it is crossfaded with its neighbours."""
    first, last = max(0.0, start - edge), min(until, end + edge)
    fade_in, fade_out = edge + start - first, edge + last - end
    return Placed(path, first, last - first, fade_in=fade_in, fade_out=fade_out, spoken=False)


def _clip_sound(context: Context, role: str, *, start: float, body: int, until: float) -> Placed:
    """The sound of a person's own clip, beside its picture: the clip begins with the scene's first handle."""
    path, end = context.source(role), start + seconds_of(body)
    place = _stretch(path, start, end, edge=_EDGE_SECONDS, until=until)
    offset = place.at_seconds - (start - _EDGE_SECONDS)
    return replace(place, offset=offset, slowed=slowed(probe(path).duration, segment_frames(body)))


def _facts(film: _Timeline, loudness: Loudness) -> dict[str, Any]:
    return {
        "seconds": round(film.seconds, 4),
        "starts": [round(start, 4) for start in film.starts],
        "loudness_lufs": round(loudness.integrated, 2),
        "true_peak_dbtp": round(max(loudness.true_peak, -99.0), 2),
    }


def _described(cut: Cut | None) -> dict[str, Any] | None:
    """How the music was cut: by the score's bars, by estimated ones, or only faded (`none`)."""
    if cut is None:
        return None
    return {"boundary": cut.boundary, "joins": [round(join, 3) for join in cut.joins], "last": cut.last}


def _placeholder(context: Context, reason: str) -> Made:
    film, out = _timeline(context), context.folder / "silence.m4a"
    facts = _facts(film, silence(out, seconds=film.seconds))
    return Made((Output(out, ".m4a", "audio/mp4"),), {**facts, "music": None}, note=f"The film is silent: {reason}")


def _view(asset: Asset) -> dict[FieldPath, Any]:
    return {
        ("soundtrack", "audio_path"): asset.path,
        ("soundtrack", "duration_seconds"): asset.facts.get("seconds"),
    }


STEP = Step(
    kind="soundtrack",
    version=1,
    scope="project",
    size="media",
    suffix=".m4a",
    media="audio",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=_needs,
    wanted=lambda content, _where: bool(content.scenes),
    placeholder=_placeholder,
)
