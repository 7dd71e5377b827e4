"""segment(video, captions, audio, look): a scene as it stands in the film, encoded once."""

from pathlib import Path
from typing import Any

from functions.media.captions.ass import to_ass
from functions.media.card import PLAIN_PALETTE, placeholder_card, still_clip
from functions.media.fonts import font_environment, font_file, font_for
from functions.media.frames import seconds_of
from functions.media.segment import render_segment
from functions.providers.provider import Made, Output
from functions.steps.audio import is_narrated
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, scene_field, scene_view
from functions.steps.timing import LEAD_SECONDS, body_frames
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.project import FRAME_SIZES, Mood
from schemas.words import Transcript

_LOOKS = {
    "noir": {"noir", "black-and-white", "monochrome"},
    "warm": {"warm", "golden", "sunset", "nostalgic", "cosy", "cozy", "amber", "autumn", "lamplight", "candlelit"},
    "cool": {"cool", "cold", "nordic", "moody", "stormy", "melancholic", "night", "icy", "winter", "moonlit", "rainy"},
    "vivid": {"vivid", "bold", "playful", "neon", "vibrant", "tropical", "energetic", "colorful", "colourful", "pop"},
    "faded": {"vintage", "retro", "faded", "pastel", "film", "analog", "analogue", "dreamy", "polaroid"},
}


def look_of(mood: Mood | None) -> str:
    """Choose the colour treatment that most of a mood's keywords ask for; neutral where they ask for none."""
    words = {word.lower() for keyword in (mood.mood_keywords if mood else ()) for word in keyword.split()}
    found = max(_LOOKS, key=lambda look: len(words & _LOOKS[look]))  # the first of equals
    return found if words & _LOOKS[found] else "neutral"


def _inputs(content: FilmContent, where: Where) -> dict[str, Any]:
    scene = content.scene(str(where.scene_id))
    width, height = FRAME_SIZES[content.aspect]
    style = content.caption_style if is_narrated(content, where) else "none"
    return {
        "width": width,
        "height": height,
        "duration_seconds": scene.duration_seconds,
        "caption_style": style,
        "platform": "any" if style == "none" else content.platform,
        "fit": scene.fit,
        "look": look_of(content.mood),
    }


def _needs(content: FilmContent, where: Where) -> dict[str, str]:
    needs = {"video": where.name("video")}
    if is_narrated(content, where):
        needs |= {"audio": where.name("audio"), "captions": where.name("captions")}
    return needs


def _frames(context: Context) -> int:
    spoken = context.facts("audio").get("seconds") if "audio" in context.job.sources else None
    return body_frames(context.job.inputs["duration_seconds"], spoken)


def _run(context: Context) -> Outcome:
    inputs, body, out = context.job.inputs, _frames(context), context.folder / "segment.mp4"
    render_segment(
        context.source("video"),
        body_frames=body,
        width=inputs["width"],
        height=inputs["height"],
        ass=_captions(context),
        look=inputs["look"],
        fit=inputs["fit"],
        out=out,
        font_env=font_environment(context.folder.parent),
        on_progress=context.report,
    )
    return Done(_made(context, out, body))


def _captions(context: Context) -> Path | None:
    inputs = context.job.inputs
    if "captions" not in context.job.sources or inputs["caption_style"] == "none":
        return None
    transcript = Transcript.model_validate_json(context.beside("captions", ".json").read_bytes())
    ass = context.folder / "captions.ass"
    ass.write_text(
        to_ass(
            transcript.cues,
            width=inputs["width"],
            height=inputs["height"],
            style=inputs["caption_style"],
            language=transcript.language,
            offset=LEAD_SECONDS,
            platform=inputs["platform"],
        ),
        encoding="utf-8",
    )
    return ass


def _made(context: Context, out: Path, body: int) -> Made:
    facts = {"frames": body, "seconds": round(seconds_of(body), 4)}
    worse = {
        role: context.facts(role)["degraded"] for role in context.job.sources if context.facts(role).get("degraded")
    }
    if worse:
        facts["shows_placeholder"] = next(iter(worse.values()))
    return Made((Output(out, ".mp4", "video/mp4"),), facts)


def _placeholder(context: Context, reason: str) -> Made:
    inputs, body = context.job.inputs, _frames(context)
    card, clip, out = (context.folder / name for name in ("card.png", "card.mp4", "segment.mp4"))
    size = {"width": inputs["width"], "height": inputs["height"]}
    lines = ("Scene to come", context.job.label, reason)
    font = font_file(font_for(" ".join(lines)))
    placeholder_card(lines, palette=PLAIN_PALETTE, out_png=card, font_file=font, **size)
    still_clip(card, body_frames=body, out=clip, **size)
    render_segment(clip, body_frames=body, out=out, **size)
    return _made(context, out, body)


def _view(asset: Asset) -> dict[FieldPath, Any]:
    fields = scene_view(asset, segment_path=asset.path)
    fields[scene_field(asset, "actual_seconds")] = asset.facts.get("seconds")
    return fields


STEP = Step(
    kind="segment",
    version=1,
    scope="scene",
    size="media",
    suffix=".mp4",
    media="video",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=_needs,
    placeholder=_placeholder,
)
