"""film(segments, cards, transitions, captions, soundtrack): packets joined and sound added, without encoding again."""

import dataclasses
import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any

from functions.media.captions.tracks import shift, to_srt, to_vtt
from functions.media.frames import scene_starts, seconds_of, timeline
from functions.media.join import Chapter, Piece, join
from functions.providers.provider import Made, Output, json_output
from functions.steps.audio import is_narrated
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, piece_node
from functions.steps.timing import LEAD_SECONDS
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.project import FRAME_SIZES
from schemas.words import Cue, Transcript

_REASON_CHARACTERS, _MOST_PLACEHOLDERS = 120, 25
"""An object's metadata holds 8 KiB in all (cloud.google.com/storage/docs/metadata); each scene has its own reasons."""


def _inputs(content: FilmContent, _where: Where) -> dict[str, Any]:
    width, height = FRAME_SIZES[content.aspect]
    return {
        "order": list(content.pieces()),
        "chapters": {scene.id: scene.title or f"Scene {n}" for n, scene in enumerate(content.scenes, 1)},
        "title": content.name,
        "width": width,
        "height": height,
    }


def _needs(content: FilmContent, _where: Where) -> dict[str, str]:
    needs = {"soundtrack": "soundtrack"}
    pieces = content.pieces()
    needs |= {piece_node(piece): piece_node(piece) for piece in pieces}
    for scene in content.scenes:
        if is_narrated(content, Where(scene.id)):
            needs[f"captions:{scene.id}"] = f"captions:{scene.id}"
    for first, second in itertools.pairwise(pieces):
        needs[f"transition:{first}:{second}"] = f"transition:{first}:{second}"
    return needs


def _run(context: Context) -> Outcome:
    inputs, order = context.job.inputs, list(context.job.inputs["order"])
    bodies = [int(context.facts(piece_node(piece))["frames"]) for piece in order]
    frames, starts = sum(bodies), scene_starts(bodies)
    sound, out = context.source("soundtrack"), context.folder / "film.mp4"
    pieces = _pieces(context, order, bodies)
    join(pieces, sound, out, frames=frames, title=inputs["title"], chapters=_chapters(inputs, starts))

    cues, language = _captions(context, order, starts)
    vtt, srt = context.folder / "film.vtt", context.folder / "film.srt"
    vtt.write_text(to_vtt(cues), encoding="utf-8")
    srt.write_text(to_srt(cues), encoding="utf-8")
    facts = {
        "seconds": round(seconds_of(frames), 4),
        "frames": frames,
        "width": inputs["width"],
        "height": inputs["height"],
        "starts": [round(start, 4) for start in starts],
        "pieces": order,
        **{name: context.facts("soundtrack")[name] for name in ("loudness_lufs", "true_peak_dbtp")},
        "language": language,
        "placeholders": _placeholders(context, order),
    }
    files = (
        Output(out, ".mp4", "video/mp4"),
        Output(vtt, ".vtt", "text/vtt"),
        Output(srt, ".srt", "application/x-subrip"),
        json_output(context.folder, [cue.model_dump(mode="json") for cue in cues], ".cues.json"),
    )
    return Done(Made(files, facts))


def _pieces(context: Context, order: list[str], bodies: list[int]) -> Iterator[Piece]:
    """The film's pieces as they are asked for. Only one lies here at a time: a function's disk is its memory."""
    segments = [piece_node(piece) for piece in order]
    transitions = [f"transition:{first}:{second}" for first, second in itertools.pairwise(order)]
    spans = timeline(bodies, [role in context.job.sources for role in transitions])
    for number, span in enumerate(spans, 1):
        path = context.source((segments if span.source == "segment" else transitions)[span.index])
        yield Piece(path, span.first, span.last)
        path.unlink()
        context.report(number / len(spans))


def _chapters(inputs: Mapping[str, Any], starts: tuple[float, ...]) -> list[Chapter]:
    """A chapter a scene; the cards belong to the chapters beside them."""
    found = [
        Chapter(inputs["chapters"][piece], start)
        for piece, start in zip(inputs["order"], starts, strict=True)
        if piece in inputs["chapters"]
    ]
    return [dataclasses.replace(found[0], start=0.0), *found[1:]]


def _captions(context: Context, order: list[str], starts: tuple[float, ...]) -> tuple[tuple[Cue, ...], str]:
    cues: list[Cue] = []
    languages: list[str] = []
    for scene_id, start in zip(order, starts, strict=True):
        role = f"captions:{scene_id}"
        if role in context.job.sources:
            transcript = Transcript(**json.loads(context.beside(role, ".json").read_bytes()))
            cues += shift(transcript.cues, start + LEAD_SECONDS)
            languages.append(transcript.language)
    return tuple(cues), max(set(languages), key=languages.count, default="und")


def _placeholders(context: Context, order: list[str]) -> dict[str, str]:
    found = {}
    for scene_id in order:
        facts = context.facts(piece_node(scene_id))
        reason = facts.get("degraded") or facts.get("shows_placeholder")
        if reason:
            found[scene_id] = str(reason)[:_REASON_CHARACTERS]
    if reason := context.facts("soundtrack")["degraded"]:
        found["soundtrack"] = str(reason)[:_REASON_CHARACTERS]
    listed = dict(list(found.items())[:_MOST_PLACEHOLDERS])
    return listed if len(found) == len(listed) else {**listed, "more": f"{len(found) - len(listed)} more scenes"}


def _view(asset: Asset) -> dict[FieldPath, Any]:
    facts = asset.facts
    return {
        ("film", "video_path"): asset.path,
        ("film", "captions_path"): asset.extras.get(".vtt"),
        ("film", "subtitles_path"): asset.extras.get(".srt"),
        ("film", "duration_seconds"): facts.get("seconds"),
        ("film", "width"): facts.get("width"),
        ("film", "height"): facts.get("height"),
        ("film", "placeholders"): facts.get("placeholders", {}),
        ("film", "generated_at"): asset.made_at,
    }


STEP = Step(
    kind="film",
    version=1,
    scope="project",
    size="media",
    suffix=".mp4",
    media="video",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=_needs,
    wanted=lambda content, _where: bool(content.scenes),
)
