"""music(mood, length): one track for the film, made a little longer than planned and cut in the mix.

A provider that knows where the bars are says so in the facts: `bar_seconds`, the length of each, and `final`, when the
last chord begins. Where it does not, they are estimated.
"""

import dataclasses
import math
from pathlib import Path
from typing import Any, Final

from functions.media.music import hear, steady_grid
from functions.media.sound import measured
from functions.providers.provider import Made, json_output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, provide
from functions.steps.timing import CARD_SECONDS
from functions.stores.documents import DELETE, FieldPath
from schemas.content import FilmContent

HEARD: Final = ".heard.json"
"""Suffix of the file beside the track that says what was heard in it (`media.music.Track`)."""
_ROUNDED_UP_TO_SECONDS = 15


def _inputs(content: FilmContent, _where: Where) -> dict[str, Any]:
    cards = len(content.pieces()) - len(content.scenes)
    planned = sum(scene.duration_seconds for scene in content.scenes) + cards * CARD_SECONDS
    mood = content.mood
    seconds = math.ceil(max(planned, 1) / _ROUNDED_UP_TO_SECONDS) * _ROUNDED_UP_TO_SECONDS
    if content.media.music is not None:
        return {"upload": content.media.music, "seconds": seconds}
    return {
        "keywords": list(mood.mood_keywords) if mood else [],
        "palette": list(mood.color_palette) if mood else [],
        "style": f"{mood.name}. {mood.visual_style}" if mood else "",
        "tone": content.brief.tone,
        "seconds": seconds,
        "take": content.takes.get("music", 0),
    }


def _run(context: Context) -> Outcome:
    outcome = provide(context)
    if isinstance(outcome, Done):
        return Done(heard(outcome.made, planned=float(context.job.inputs["seconds"]), folder=context.folder))
    return outcome


def heard(made: Made, *, planned: float, folder: Path) -> Made:
    """A track with what is heard in it: it is listened to once, for all cuts of all films of about `planned` seconds.

    Raises MediaError when it cannot be read, or is no sound.
    """
    path = made.files[0].path
    facts = {**made.facts, **measured(path, spoken=False)}
    grid = None
    if facts.get("bar_seconds") and facts.get("final"):
        grid = steady_grid(float(facts["bar_seconds"]), float(facts["final"]))
    track = hear(path, length=facts["seconds"], planned=planned, grid=grid)
    beside = json_output(folder, track.model_dump(mode="json"), HEARD)
    return dataclasses.replace(made, files=(*made.files, beside), facts=facts)


def _view(asset: Asset) -> dict[FieldPath, Any]:
    return {
        ("music", "audio_path"): asset.path,
        ("music", "description"): asset.facts.get("description"),
        ("music", "placeholders", "music"): asset.degraded or DELETE,
        ("music", "notes", "music"): asset.note or DELETE,
    }


def _placeholder(context: Context, reason: str) -> Made:
    from functions.media.silence import write_silence
    from functions.providers.provider import Output

    out = context.folder / "silence.wav"
    write_silence(out, seconds=1.0, channels=2)
    return Made((Output(out, ".wav", "audio/wav"),), {"seconds": 1.0}, note=f"The film has no music: {reason}")


STEP = Step(
    kind="music",
    version=2,
    scope="project",
    size="media",
    suffix=".wav",
    media="audio",
    inputs=_inputs,
    run=_run,
    view=_view,
    wanted=lambda content, _where: bool(content.scenes),
    placeholder=_placeholder,
    provided=True,
)
