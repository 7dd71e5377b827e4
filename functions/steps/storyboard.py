"""storyboard(brief, mood): the scenes of a film that has none."""

import json
from typing import Any

from functions.providers.provider import Made
from functions.steps.step import Context, Done, Outcome, Step, StepFailed, Where, provide
from schemas import limits
from schemas.content import FilmContent
from schemas.project import SceneContent


def _inputs(content: FilmContent, _where: Where) -> dict[str, Any]:
    return {
        "name": content.name,
        "title": content.title,
        "description": content.description,
        "brief": content.brief.model_dump(mode="json"),
        "mood": content.mood.model_dump(mode="json") if content.mood else None,
    }


def _run(context: Context) -> Outcome:
    outcome = provide(context)
    if not isinstance(outcome, Done):
        return outcome
    listed = json.loads(outcome.made.files[0].path.read_bytes())
    scenes = [SceneContent(**scene) for scene in listed["scenes"]]
    if not 1 <= len(scenes) <= limits.SCENES:
        raise StepFailed("bad_storyboard", f"The storyboard has {len(scenes)} scenes.")
    return Done(Made(**{**vars(outcome.made), "facts": {**outcome.made.facts, "scenes": len(scenes)}}))


STEP = Step(
    kind="storyboard",
    version=1,
    scope="project",
    size="light",
    suffix=".json",
    inputs=_inputs,
    run=_run,
    view=lambda _asset: {},
    asked_only=True,
    provided=True,
)
