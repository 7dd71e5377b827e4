"""The contract's exact field names, and its generated forms for other languages."""

import json
import re
from datetime import datetime
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from schemas import export
from schemas.base import Model
from schemas.brief import Brief
from schemas.project import (
    ActiveJob,
    Composition,
    CreativeBrief,
    Kind,
    Mood,
    Project,
    Scene,
    SceneAssets,
    SceneContent,
    Stats,
    Storyboard,
)

CONTRACT: dict[type[Model], str] = {
    Project: "id name description user_id created_at updated_at storyboard scenes stats",
    Storyboard: "id title creative_brief selected_mood",
    CreativeBrief: "brand_name product_description target_audience key_message tone additional_notes",
    Mood: "id name description visual_style color_palette mood_keywords",
    Scene: "id scene_number title description narration duration_seconds assets active_job composition",
    SceneAssets: "composition_path image_path video_path audio_path captions_path thumbnail_path generated_at",
    ActiveJob: "job_id type status progress started_at last_update error_message",
    Composition: "description styling animation generated_at",
    Stats: "total_scenes completed_scenes last_activity",
}
SNAKE_CASE = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")
TYPESCRIPT = export.typescript()


@pytest.mark.parametrize("model", CONTRACT, ids=lambda model: model.__name__)
def test_the_contracts_fields_have_exactly_these_names(model: type[Model]) -> None:
    assert set(CONTRACT[model].split()) <= set(model.model_fields)
    assert set(CONTRACT[model].split()) <= set(_interfaces()[model.__name__])


def test_the_contracts_choices() -> None:
    schema = export.json_schema(Project)["$defs"]["ActiveJob"]["properties"]
    assert schema["status"]["enum"] == ["queued", "processing", "completed", "failed", "cancelled"]
    assert {"composition", "image", "video", "audio"} <= set(schema["type"]["enum"])
    assert (schema["progress"]["minimum"], schema["progress"]["maximum"]) == (0, 100)


def test_the_generated_files_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert export.main(["--check"]) == 0, capsys.readouterr().err


def test_a_stale_or_foreign_file_is_named(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(export, "FOLDER", tmp_path / "generated")
    assert export.main([]) == 0
    (tmp_path / "generated" / "left_over.schema.json").write_text("{}")
    (tmp_path / "generated" / "job.schema.json").write_text("{}")
    assert export.main(["--check"]) == 1
    assert re.findall(r"^(\S+) is out of date", capsys.readouterr().err, re.M) == [
        "job.schema.json",
        "left_over.schema.json",
    ]
    assert export.main([]) == 0
    assert export.main(["--check"]) == 0


@pytest.mark.parametrize("model", export.MODELS, ids=lambda model: model.__name__)
def test_json_schema_is_whole_and_snake_case(model: type[Model]) -> None:
    schema = export.json_schema(model)
    definitions = schema.get("$defs", {})
    for reference in re.findall(r'"\$ref": "#/\$defs/(\w+)"', json.dumps(schema)):
        assert reference in definitions
    for name, definition in {model.__name__: schema, **definitions}.items():
        assert definition["additionalProperties"] is False, name
        assert [field for field in definition["properties"] if not SNAKE_CASE.match(field)] == []


# --- TypeScript --------------------------------------------------------------------------------------------------


def _interfaces() -> dict[str, dict[str, str]]:
    """Read the module back: interface to field to type."""
    found: dict[str, dict[str, str]] = {}
    for name, body in re.findall(r"^export interface (\w+) \{\n(.*?)^\}$", TYPESCRIPT, re.M | re.S):
        found[name] = {field.rstrip("?"): kind for field, kind in re.findall(r"^  (\w+\??): (.+);$", body, re.M)}
    return found


def test_every_line_of_the_typescript_is_a_known_form() -> None:
    string = r'"[^"\\\n]*"'
    name = r"[A-Za-z]\w*"
    item = rf"(?:{name}|{string}|\({name}(?: \| {name})+\))(?:\[\])*"
    value = rf"{item}(?: \| {item})*"
    kind = rf"(?:{value}|Record<string, {value}>|Partial<Record<(?:{value}), {value}>>)"
    forms = [
        r"",
        r"// .*",
        r"/\*\*(?: .* \*/)?",
        r" \*(?: .*|/)?",
        rf"export type {name} = {string}(?: \| {string})*;",
        rf"export interface {name} {{",
        rf"  (?:readonly )?[a-z]\w*\??: {kind}(?: \| null)?;",
        r"  toDate\(\): Date;",
        r"}",
    ]
    line_form = re.compile("|".join(f"(?:{form})" for form in forms))
    assert [line for line in TYPESCRIPT.splitlines() if not line_form.fullmatch(line)] == []


def test_every_type_that_the_typescript_uses_is_declared_once() -> None:
    declared = re.findall(r"^export (?:interface|type) (\w+)", TYPESCRIPT, re.M)
    assert len(declared) == len(set(declared))
    code = re.sub(r'"[^"]*"|/\*.*?\*/|//[^\n]*', "", TYPESCRIPT, flags=re.S)
    used = set(re.findall(r"\b[A-Z]\w*", code))
    assert used - set(declared) == {"Date", "Record", "Partial"}


def test_typescript_and_json_schema_name_the_same_fields() -> None:
    interfaces = _interfaces()
    for model in export.MODELS:
        schema = export.json_schema(model)
        for name, definition in {model.__name__: schema, **schema.get("$defs", {})}.items():
            assert list(interfaces[name]) == list(definition["properties"])


@pytest.mark.parametrize(
    ("interface", "field", "kind"),
    [
        ("Project", "scenes", "Record<string, Scene>"),
        ("Project", "created_at", "Timestamp"),
        ("Project", "stats", "Stats | null"),
        ("Scene", "active_job", "ActiveJob | null"),
        ("Scene", "takes", "Partial<Record<TakeKind, number>>"),
        ("Mood", "color_palette", "string[]"),
        ("MoodBoard", "image_paths", "Record<string, string[]>"),
        ("Job", "inputs", "Record<string, unknown>"),
        ("SetScenesOptions", "scenes", "NewScene[]"),
    ],
)
def test_types(interface: str, field: str, kind: str) -> None:
    assert _interfaces()[interface][field] == kind


def test_what_typescript_cannot_say_is_an_error() -> None:
    class Odd(BaseModel):
        pair: tuple[int, str]

    with pytest.raises(KeyError):
        export._type(Odd.model_json_schema()["properties"]["pair"])
    with pytest.raises(ValueError, match="only objects"):
        export._interface("Kind", {"type": "string", "enum": ["a"]})
    assert export._choice(list(get_args(Kind))) == "Kind"


# --- The models themselves ---------------------------------------------------------------------------------------


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        SceneContent.model_validate({"id": "s1", "scene_number": 1, "asset": "x"})


@pytest.mark.parametrize("odd", ["S1", "1s", "a.b", "a/b", "", "x" * 33, "a\n"])
def test_ids_become_field_paths_and_object_names(odd: str) -> None:
    with pytest.raises(ValidationError):
        SceneContent(id=odd, scene_number=1)


def test_a_project_lists_its_films_scenes_in_order() -> None:
    now = datetime.fromisoformat("2026-11-01T00:00:00+00:00")
    scenes = {
        "b": Scene(id="b", scene_number=2),
        "a": Scene(id="a", scene_number=3),
        "gone": Scene(id="gone", scene_number=1, deleted=True),
        "c": Scene(id="c", scene_number=2),
    }
    project = Project(id="p1", name="Film", user_id="u", created_at=now, updated_at=now, scenes=scenes)
    assert [scene.id for scene in project.film_scenes()] == ["b", "c", "a"]


def test_a_brief_is_a_project_without_its_facts() -> None:
    brief = Brief.model_validate({"name": "Film", "storyboard": {"creative_brief": {"key_message": "Light travels"}}})
    assert brief.scenes == ()
    with pytest.raises(ValidationError):
        Brief.model_validate({**brief.model_dump(), "status": "ready"})
