"""The embedded studio as a provider: no key, no network, no cost. One function a kind; the parts lie beside."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from functions.providers.provider import Made, Output, ProviderRefused, Submitted, Work, json_output
from schemas.base import content_hash
from schemas.project import CreativeBrief, Kind, Mood
from schemas.shot import Shot

_PICTURES_PER_MOOD = 2


class Studio:
    """Makes everything here and now."""

    id = "studio"
    remote = False
    can_find = False

    def __init__(self) -> None:
        self._makers: Mapping[Kind, Callable[[Work], Made]] = {
            "moods": _moods,
            "storyboard": _storyboard,
            "composition": _composition,
            "image": _image,
            "video": _video,
            "audio": _audio,
            "effects": _effects,
            "music": _music,
        }
        self.kinds: frozenset[Kind] = frozenset(self._makers)

    def make(self, work: Work) -> Made | Submitted:
        return self._makers[work.kind](work)

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        raise ProviderRefused(
            "not_submitted", f"The studio makes a {work.kind} at once; there is no {ticket} to look at."
        )

    def find(self, work: Work) -> str | None:
        return None

    def cancel(self, ticket: str) -> None:
        return


def _moods(work: Work) -> Made:
    from functions.providers.studio.illustrator import illustrate
    from functions.providers.studio.writer import compose_shot, write_moods

    inputs = work.inputs
    moods = write_moods(
        CreativeBrief(**inputs["brief"]), title=inputs["title"] or inputs["name"], description=_about(inputs)
    )
    files = [json_output(work.folder, {"moods": [mood.model_dump(mode="json") for mood in moods]})]
    total = len(moods) * _PICTURES_PER_MOOD
    for index, mood in enumerate(moods):
        for picture in range(_PICTURES_PER_MOOD):
            shot = compose_shot(
                title=inputs["title"] or inputs["name"],
                description=_mood_scene(inputs, picture),
                narration=None,
                mood=mood,
                number=picture + 1,
                total=_PICTURES_PER_MOOD,
                seed=work.seed + picture,
            )
            out = work.folder / f"{mood.id}-{picture + 1}.png"
            drawn = illustrate(shot, width=inputs["width"], height=inputs["height"], seed=work.seed + picture)
            drawn.flat().save(out)
            files.append(Output(out, f".{index + 1}-{picture + 1}.png", "image/png", folder=mood.id))
            work.report((index * _PICTURES_PER_MOOD + picture + 1) / total)
    return Made(tuple(files), model="studio-writer")


def _about(inputs: Mapping[str, Any]) -> str:
    return " ".join([inputs["description"], *inputs.get("scenes", [])[:4]]).strip()


def _mood_scene(inputs: Mapping[str, Any], picture: int) -> str:
    """What a mood's picture shows: a scene of the film if there is one, else what the brief speaks of."""
    scenes = [scene for scene in inputs.get("scenes", []) if scene]
    if scenes:
        return str(scenes[picture % len(scenes)])
    brief = inputs["brief"]
    texts = [inputs["description"], brief["product_description"], brief["key_message"], inputs["name"]]
    told = [text for text in texts if text]
    return str(told[picture % len(told)]) if told else ""


def _storyboard(work: Work) -> Made:
    from functions.providers.studio.writer import write_storyboard

    inputs = work.inputs
    drafts = write_storyboard(
        CreativeBrief(**inputs["brief"]),
        Mood(**inputs["mood"]),
        name=inputs["title"] or inputs["name"],
        description=inputs["description"],
    )
    scenes = [
        {
            "id": f"s{number}",
            "scene_number": number,
            "title": draft.title,
            "description": draft.description,
            "narration": draft.narration,
            "duration_seconds": draft.duration_seconds,
        }
        for number, draft in enumerate(drafts, 1)
    ]
    return Made((json_output(work.folder, {"scenes": scenes}),), model="studio-writer")


def _composition(work: Work) -> Made:
    from functions.providers.studio.writer import compose_shot

    inputs = work.inputs
    shot = compose_shot(
        title=inputs["title"],
        description=inputs["text"],
        narration=None,
        mood=Mood(**inputs["mood"]),
        number=work.seed % 7 + 1,
        total=7,
        seed=work.seed,
    )
    shot = shot.model_copy(update={"cast": int(content_hash(inputs["mood"])[:6], 16)})
    return Made((json_output(work.folder, json.loads(shot.model_dump_json())),), model="studio-director")


def _shot(work: Work) -> Shot:
    return Shot.model_validate_json(work.sources["composition"].read_bytes())


def _image(work: Work) -> Made:
    from functions.providers.studio.angles import angles, draw

    frame = {"width": work.inputs["width"], "height": work.inputs["height"]}
    covered = angles(_shot(work), int(work.inputs.get("frames", 1)))
    files = []
    for number, angle in enumerate(covered, 1):
        suffix = ".png" if number == 1 else f".{number}.png"
        out = work.folder / f"picture{suffix}"
        draw(angle, seed=work.seed, **frame).flat().save(out, compress_level=4)
        files.append(Output(out, suffix, "image/png"))
        work.report(0.9 * number / len(covered))
    return Made(tuple(files), {"seed": work.seed}, model="studio-illustrator")


def _video(work: Work) -> Made:
    from functions.media.frames import FPS, segment_frames
    from functions.providers.studio.angles import angles, draw, moves
    from functions.providers.studio.camera import Exposure, film

    inputs, shot, out = work.inputs, _shot(work), work.folder / "clip.mp4"
    width, height = inputs["width"], inputs["height"]
    facts = work.source_facts["image"]
    count = int(facts.get("frames", 1))
    shots: list[Exposure]
    if facts["provider"] == "studio":
        # our own picture: draw its layers again (same seed, same picture), so that the camera has depth to move in
        shots = [
            Exposure(partial(draw, angle, width=width, height=height, seed=facts["seed"]), angle.shot.camera)
            for angle in angles(shot, count)
        ]
    else:
        paths = [work.sources["image"], *(work.sources[f"image.{number}"] for number in range(2, count + 1))]
        shots = [Exposure(path, move) for path, move in zip(paths, moves(shot.camera, count), strict=True)]
    frames = segment_frames(inputs["body_frames"])
    film(shots, frames=frames, fps=FPS, width=width, height=height, out=out, on_progress=work.report)
    return Made((Output(out, ".mp4", "video/mp4"),), model="studio-camera")


def _audio(work: Work) -> Made:
    from functions.providers.studio.voice import VOICES, speak

    voice = work.inputs["voice"]
    if voice not in VOICES:
        raise ProviderRefused("unknown_voice", f"The studio has no voice {voice}; it has {', '.join(VOICES)}.")
    out = work.folder / "narration.wav"
    speech = speak(work.inputs["text"], voice, out)
    words = json_output(work.folder, [word.model_dump() for word in speech.words], ".words.json")
    facts = {"language": speech.language, "timing": speech.timing, "spoken": speech.spoken}
    return Made((Output(out, ".wav", "audio/wav"), words), facts, model="studio-voice", note=speech.note)


def _effects(work: Work) -> Made:
    from functions.providers.studio.ambience import layers, natural_level, render

    shot, out = _shot(work), work.folder / "ambience.wav"
    heard = layers(shot)
    render(heard, out, seconds=float(work.inputs["seconds"]), seed=work.seed)
    facts = {"sounds": [layer.sound for layer in heard], "level": natural_level(shot)}
    return Made((Output(out, ".wav", "audio/wav"),), facts, model="studio-ambience")


def _music(work: Work) -> Made:
    from functions.providers.studio.composer import compose, render

    inputs = work.inputs
    score = compose(
        keywords=inputs["keywords"],
        palette=inputs["palette"],
        tone=inputs["tone"],
        style=inputs["style"],
        seconds=float(inputs["seconds"]),
        seed=work.seed,
    )
    out = work.folder / "music.wav"
    render(score, out, work.report)
    facts = {
        "description": score.description,
        "bar_seconds": round(score.bar_seconds, 6),
        "final": round(score.final, 6),
    }
    return Made((Output(out, ".wav", "audio/wav"),), facts, model="studio-composer")
