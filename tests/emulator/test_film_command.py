"""`./reel film` as a person runs it: the film's files and nothing else; clear sentences; nothing left behind."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cli.suite import ports
from cli.suite.suite import ROOT
from schemas.project import Project
from tests.kit.checks import film_facts, parse_vtt

pytestmark = [pytest.mark.emulator, pytest.mark.timeout(600)]

FILES = {
    "captions.srt",
    "captions.vtt",
    "film.gif",
    "film.mp4",
    "poster.jpg",
    "project.json",
    "report.json",
    "share.html",
}
_COPIED = (
    "cli",
    "examples",
    "firebase.json",
    "firestore.indexes.json",
    "firestore.rules",
    "functions",
    "infra",
    "main.py",
    "reel",
    "requirements.txt",
    "schemas",
    "storage.rules",
    "triggers",
    "web/public",
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of its own, so that the command starts a suite of its own beside the other tests'."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in _COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy2(source, target)
    (folder / "venv").symlink_to(ROOT / "venv")
    return folder


@pytest.fixture(scope="module")
def offset() -> str:
    return str(ports.free_ports()["hub"] - ports.DEFAULT_PORTS["hub"])


def reel(checkout: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start the command as a terminal would: it hears Ctrl-C even where this process was told to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [checkout / "reel", *arguments],
            cwd=checkout,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)


def finished(process: subprocess.Popen[str], seconds: float = 400) -> tuple[int, str, str]:
    """Wait for the end; gives exit code, output and errors."""
    try:
        out, err = process.communicate(timeout=seconds)
    finally:
        process.kill()
    return process.returncode, out, err


def left_over(checkout: Path) -> list[str]:
    """Command lines of processes that work in a checkout or name it, this one's family excepted."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                where = str((folder / "cwd").readlink())
            except OSError:  # it ended while we looked, or is not ours
                continue
            if str(checkout) in command or where.startswith(str(checkout)):
                found.append(command)
    return found


def eventually(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.json"
    path.write_text(json.dumps({"name": "X", "aspekt": "1:1", "storyboard": {"creative_brief": {}}}))
    return path


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    path = tmp_path / "huge.yaml"
    path.write_bytes(b"name: " + b"x" * 2_000_000)
    return path


def _cases(checkout: Path, brief: Path, huge: Path) -> Iterator[tuple[list[str | Path], int, str]]:
    hello = checkout / "examples" / "hello.yaml"
    yield ["film", checkout / "none.yaml"], 1, "brief_unreadable"
    yield ["film", brief], 1, "aspekt: is not a field that a brief has"
    yield ["film", huge], 1, "brief_too_large: huge.yaml has 2,000,006 bytes"
    yield ["film", hello, "--aspect", "4:3"], 1, "invalid_aspect: 4:3 is none of 16:9, 9:16, 1:1."
    yield ["film"], 2, "Missing argument"
    yield ["film", hello, "--port-offset", "many"], 2, "Invalid value for '--port-offset'"
    yield ["produce", "nothing"], 1, "No suite runs here"
    yield ["edit", "nothing", "s1"], 1, "Nothing to change"
    yield ["status"], 1, "No suite runs here"


def test_a_mistake_is_told_in_a_sentence_before_anything_starts(
    checkout: Path, brief: Path, huge: Path, tmp_path: Path
):
    for arguments, code, says in _cases(checkout, brief, huge):
        out = ["--out", str(tmp_path / "out")] if arguments[0] == "film" else []
        returned, _, err = finished(reel(checkout, *arguments, *out), 60)
        said = " ".join(err.replace("│", " ").split())  # a usage error comes in a box
        assert (returned, says in said) == (code, True), (arguments, err)
        assert "Traceback" not in err
    assert not (tmp_path / "out").exists()
    assert not list((checkout / ".reel").glob("suites/*"))


def test_a_taken_port_is_one_clear_sentence(checkout: Path, offset: str, tmp_path: Path):
    with closing(socket.socket()) as taken:
        port = ports.ports_at(int(offset))["firestore"]
        taken.bind((ports.HOST, port))
        taken.listen()
        hello = checkout / "examples" / "hello.yaml"
        code, _, err = finished(reel(checkout, "film", hello, "--out", tmp_path / "out", "--port-offset", offset), 60)
    assert code == 1
    (line,) = err.strip().splitlines()
    assert line.startswith(f"Port {port}, which the firestore emulator needs, is taken by ")
    assert f"(process {os.getpid()})" in line
    assert "--port-offset" in line
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_ctrl_c_while_the_suite_starts_leaves_nothing(checkout: Path, offset: str, tmp_path: Path):
    hello, out = checkout / "examples" / "hello.yaml", tmp_path / "out"
    process = reel(checkout, "film", hello, "--out", out, "--port-offset", offset)
    assert eventually(lambda: any("cloud_firestore" in line for line in left_over(checkout)), 60)
    process.send_signal(signal.SIGINT)
    code, _, err = finished(process, 60)
    assert code == 130
    assert "Stopped." in err
    assert "Traceback" not in err
    assert left_over(checkout) == []
    assert list(tmp_path.iterdir()) == []
    assert ports.is_free(ports.ports_at(int(offset))["firestore"])


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_the_command_leaves_the_films_files_and_nothing_else(checkout: Path, offset: str, tmp_path: Path):
    hello, out = checkout / "examples" / "hello.yaml", tmp_path / "out"
    process = reel(checkout, "film", hello, "--out", out, "--aspect", "1:1", "--port-offset", offset)
    code, said, err = finished(process)

    assert (code, err) == (0, "")
    assert left_over(checkout) == []
    assert list(tmp_path.iterdir()) == [out]
    assert {path.name for path in out.iterdir()} == FILES
    assert all(path.stat().st_size > 0 for path in out.iterdir())
    project = Project(**json.loads((out / "project.json").read_text()))
    assert (project.name, project.status) == ("Hello", "ready")
    facts = film_facts((out / "film.mp4").read_bytes())
    assert facts.size == (1080, 1080)
    assert facts.picture[1] == pytest.approx(project.film.duration_seconds, abs=0.05)
    assert parse_vtt((out / "captions.vtt").read_text())[0].text.startswith("Good morning")
    report = json.loads((out / "report.json").read_text())
    assert {row["state"] for row in report["steps"]} == {"completed"}
    assert not report["cached"]
    assert report["share_url"] in (out / "share.html").read_text()
    assert str(out / "film.mp4") in said.replace("\n", "")
    assert {path.name for path in checkout.iterdir()} <= {*(name.split("/")[0] for name in _COPIED), "venv", ".reel"}
