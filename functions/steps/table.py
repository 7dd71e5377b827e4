"""The table of steps: one file a kind. A new kind is one file and one line here."""

from collections.abc import Mapping

from functions.steps import (
    audio,
    captions,
    card,
    composition,
    effects,
    export,
    film,
    image,
    moods,
    music,
    publish,
    segment,
    soundtrack,
    storyboard,
    transition,
    video,
)
from functions.steps.step import Step
from schemas.project import Kind

STEPS: Mapping[Kind, Step] = {
    step.kind: step
    for step in (
        moods.STEP,
        storyboard.STEP,
        composition.STEP,
        image.STEP,
        audio.STEP,
        captions.STEP,
        effects.STEP,
        video.STEP,
        segment.STEP,
        card.STEP,
        transition.STEP,
        music.STEP,
        soundtrack.STEP,
        film.STEP,
        publish.STEP,
        export.STEP,
    )
}
