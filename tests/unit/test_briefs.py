"""Brief files: what is right is read whole; what is wrong is told in a sentence that names the place."""

import json
from pathlib import Path

import pytest
import yaml

from cli.briefs import read_brief
from cli.frontend import FrontendError
from schemas import limits

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))


def brief(**fields: object) -> dict[str, object]:
    return {"name": "A film", "storyboard": {"creative_brief": {"brand_name": "Acme"}}, **fields}


def write(folder: Path, data: object, name: str = "brief.yaml") -> Path:
    path = folder / name
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def complaint(path: Path) -> str:
    with pytest.raises(FrontendError) as caught:
        read_brief(path)
    return str(caught.value)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_a_brief(path: Path):
    assert read_brief(path).name


def test_there_are_examples():
    assert {"hello", "lighthouse"} <= {path.stem for path in EXAMPLES}


def test_a_brief_is_read_whole_with_every_sign_in_it(tmp_path: Path):
    scenes = [
        {"title": '"Ça" & <b>là</b> 🎬', "narration": "שלום {\\b1} 你好", "duration_seconds": 1},
        {"description": "Two\nlines", "duration_seconds": 120},
    ]
    read = read_brief(write(tmp_path, brief(scenes=scenes, aspect="9:16", caption_style="karaoke")))
    assert [scene.model_dump(exclude_unset=True) for scene in read.scenes] == scenes
    assert (read.aspect, read.caption_style, read.voice) == ("9:16", "karaoke", "clear")


def test_json_is_as_good_as_yaml(tmp_path: Path):
    path = tmp_path / "brief.json"
    path.write_text(json.dumps(brief()))
    assert read_brief(path).storyboard.creative_brief.brand_name == "Acme"


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"aspekt": "16:9"}, "aspekt: is not a field that a brief has"),
        ({"scenes": [{"titel": "x"}]}, "scenes.0.titel: is not a field that a brief has"),
        ({"aspect": "4:3"}, "aspect: Input should be '16:9', '9:16' or '1:1'"),
        ({"name": ""}, "name: String should have at least 1 character"),
        ({"name": "x" * (limits.NAME + 1)}, f"name: String should have at most {limits.NAME} characters"),
        ({"voice": "Not A Voice"}, "voice: "),
        ({"scenes": [{"duration_seconds": 0}]}, "scenes.0.duration_seconds: "),
        ({"scenes": [{"duration_seconds": float("nan")}]}, "scenes.0.duration_seconds: "),
        ({"scenes": [{"duration_seconds": limits.SCENE_SECONDS_MAX + 1}]}, "scenes.0.duration_seconds: "),
        ({"scenes": [{"id": "No/Slash"}]}, "scenes.0.id: "),
        ({"scenes": [{}] * (limits.SCENES + 1)}, f"scenes: Tuple should have at most {limits.SCENES} items"),
        ({"storyboard": {"creative_brief": {}, "selected_mood": {"id": "m", "name": "M", "color_palette": ["red"]}}},
         "storyboard.selected_mood.color_palette"),
        ({"storyboard": None}, "storyboard: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_place(fields: dict[str, object], where: str, tmp_path: Path):
    said = complaint(write(tmp_path, brief(**fields)))
    assert said.startswith("invalid_brief: brief.yaml ")
    assert f"\n  {where}" in said


def test_many_mistakes_are_told_together_but_not_endlessly(tmp_path: Path):
    said = complaint(write(tmp_path, brief(scenes=[{"a": 1}] * 50)))
    assert 2 <= len(said.splitlines()) <= 13


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "invalid_brief: brief.yaml must hold fields"),
        (b"just a text", "invalid_brief: brief.yaml must hold fields"),
        (b"- a\n- b\n", "invalid_brief: brief.yaml must hold fields"),
        (b"name: [unclosed", "brief_unreadable: brief.yaml is not YAML or JSON in UTF-8"),
        (b"name: caf\xe9", "brief_unreadable: brief.yaml is not YAML or JSON in UTF-8"),
        (b"\x00\x01\x02", "brief_unreadable: brief.yaml is not YAML or JSON in UTF-8"),
        (b"1: one\n2: two\n", "invalid_brief: brief.yaml is not a brief"),
        (b"name: !!python/object/apply:os.system ['true']", "brief_unreadable: "),
        (b"a: &a [x]\nb: *c\n", "brief_unreadable: "),
    ],
)
def test_what_is_no_brief_at_all_is_told_in_a_sentence(content: bytes, said: str, tmp_path: Path):
    path = tmp_path / "brief.yaml"
    path.write_bytes(content)
    assert complaint(path).startswith(said)


def test_a_missing_file_and_a_folder_cannot_be_read(tmp_path: Path):
    assert complaint(tmp_path / "none.yaml").startswith("brief_unreadable: ")
    assert "No such file" in complaint(tmp_path / "none.yaml")
    assert "directory" in complaint(tmp_path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "brief.yaml"
    path.write_bytes(b"name: " + b"x" * 2_000_000)
    assert complaint(path) == ("brief_too_large: brief.yaml has 2,000,006 bytes; at most 1,000,000 are allowed.")


def test_a_brief_that_unfolds_to_billions_is_refused(tmp_path: Path):
    """Nested aliases are small as a file and cannot be walked as a whole."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    path = tmp_path / "brief.yaml"
    path.write_text("\n".join([*lines, "name: *a11", "storyboard: {creative_brief: {}}"]))
    assert complaint(path).startswith("invalid_brief: ")
