"""Files that somebody with bad intentions uploads, taken in as a step takes them in.

All of them go through the three takers of `functions.media.own` in a process of their own, in a network namespace of
its own where the machine lets us make one (else listeners count who comes to the addresses that the files name).
inotify counts whoever opens the files that the hostile ones name.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from functions.media.own import ADVICE
from functions.media.runner import GIB
from tests.kit.hostile.corpus import TOKEN
from tests.kit.hostile.intake import HEIGHT, MAX_SECONDS, WIDTH

pytestmark = pytest.mark.timeout(1500)
ROOT = Path(__file__).parents[2]
CODES = {*ADVICE, "wrong_media"}
MOST_CPU = 60 + 10.0
"""Processor seconds for one file: what its examination may take, with the grace before the kill."""
HONEST = {
    "picture": {"png", "jpg", "webp", "gif"},
    "clip": {"mp4", "fragments.mp4", "mov", "webm", "mkv", "gif"},
    "sound": {"mp4", "fragments.mp4", "mov", "webm", "mkv", "m4a", "wav", "mp3", "flac", "ogg", "aac"},
}


def run_intake(folder: Path, how: str) -> dict[str, Any]:
    alone = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    temporary = folder / "tmp"
    temporary.mkdir()
    command = [sys.executable, "-P", "-m", "tests.kit.hostile.intake"]
    done = subprocess.run(
        [*(("unshare", "-rn") if alone else ()), *command, str(folder / "in"), how, "alone" if alone else "beside"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, Any]:
    return run_intake(folder, "own")


@pytest.fixture(scope="module")
def taken(report: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = report["taken"]
    return found


def guilty(taken: list[dict[str, Any]], wrong: str) -> list[tuple[str, str, Any]]:
    return [(each["file"], each["taker"], each[wrong]) for each in taken if each[wrong]]


def test_there_are_hundreds_of_different_files(folder: Path, taken: list[dict[str, Any]]):
    files = [file for file in (folder / "in" / "files").iterdir() if not file.name.startswith("honest")]
    different = {hashlib.sha256(file.read_bytes()).digest() for file in files}
    assert len(different) > 400
    assert {each["file"] for each in taken} >= {file.name for file in files}


def test_honest_files_of_every_container_are_taken(taken: list[dict[str, Any]]):
    """Otherwise refusing everything would pass."""
    for taker, suffixes in HONEST.items():
        made = {
            each["file"].removeprefix("honest.")
            for each in taken
            if each["taker"] == taker and each["info"] and each["file"].startswith("honest.")
        }
        assert made == suffixes, taker


def test_each_file_is_refused_with_a_known_code_and_advice_or_becomes_ours(taken: list[dict[str, Any]]):
    assert guilty(taken, "crash") == []
    for each in taken:
        if each["info"] is None:
            assert each["code"] in CODES, each
            assert "/" not in each["message"], "no folder of this machine is told, and no name that a stranger chose"
            assert ADVICE.get(each["code"], "Upload") in each["message"], each


def test_what_becomes_ours_is_bounded(taken: list[dict[str, Any]]):
    for each in taken:
        if each["info"] is None:
            continue
        info, size = each["info"], each["size"]
        if each["taker"] == "clip":
            assert (info["width"], info["height"], info["video_codec"]) == (WIDTH, HEIGHT, "h264"), each
            assert info["duration"] <= MAX_SECONDS + 0.001 and size < 1_000_000, each
        elif each["taker"] == "sound":
            assert (info["audio_codec"], info["sample_rate"]) == ("pcm_s16le", 48_000), each
            assert info["duration"] <= MAX_SECONDS + 0.001 and size < 500_000, each
        else:
            assert info["container"] == "png" and max(info["width"], info["height"]) <= 4096, each


def test_nothing_is_sent(report: dict[str, Any], taken: list[dict[str, Any]]):
    assert guilty(taken, "came") == [] and report["came_late"] == 0
    assert report["packets"] in {0, None}, "None: this machine lets nobody make a network namespace"


def test_no_other_file_is_opened_and_nothing_of_it_is_shown(taken: list[dict[str, Any]]):
    assert guilty(taken, "opened") == []
    assert guilty(taken, "canary") == []
    assert not any(TOKEN in each["message"] for each in taken)


def test_processor_and_memory_are_bounded(report: dict[str, Any], taken: list[dict[str, Any]]):
    assert max(each["cpu"] for each in taken) < MOST_CPU
    assert report["child_memory"] <= 2 * GIB, "more than a child may have; a media function has four"
    assert report["own_memory"] < 0.5 * GIB, "nothing is decoded in the function itself"


def test_nothing_is_left_behind(report: dict[str, Any], taken: list[dict[str, Any]]):
    assert report["left_in_tmp"] == []
    assert [each for each in guilty(taken, "left") if each[2]] == []


def test_the_watch_sees_what_an_intake_without_these_guards_does(tmp_path: Path):
    """Any protocol, and the demuxer that a file asks for: others are opened, addresses asked, the secret is shown."""
    report = run_intake(tmp_path, "naive")
    found = report["taken"]
    opened = {each["file"] for each in found if each["opened"]}
    assert any("hls_file" in file for file in opened)
    assert any("ffconcat" in file for file in opened)
    assert any("dref_alias" in file for file in opened)
    assert sum(each["came"] for each in found) + report["came_late"] > 0
    assert any(each["canary"] for each in found)
    assert report["packets"] is None or report["packets"] > 0
