"""The checks that hold for the whole tree: lint, format, types, who may import whom, what may not stand here."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_LAYERS = (
    "triggers",
    "functions.api",
    "functions.engine",
    "functions.plan",
    "functions.steps",
    "functions.providers",
    "functions.media",
    "functions.stores",
    "functions.share",
    "schemas",
)
"""Imports point only down this list (docs/decisions/0001 tells why the planner stands below the engine)."""


@pytest.mark.parametrize(
    "command", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=["lint", "format", "types"]
)
def test_the_tree_is_clean(command):
    done = subprocess.run([sys.executable, "-m", *command], check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def _layer(module):
    return next((n for n, layer in enumerate(_LAYERS) if module == layer or module.startswith(layer + ".")), None)


def _tracked(*patterns):
    done = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_imports_point_only_down():
    wrong = []
    for path in _tracked("triggers/*.py", "functions/*.py", "schemas/*.py"):
        here = _layer(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text())):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for module in modules:
                there = _layer(module)
                if here is not None and there is not None and there < here:
                    wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_our_packages_are_not_shadowed_by_installed_ones():
    """The platform appends our folder to the path, so an installed package of the same name would win."""
    code = "import functions, schemas, triggers; print(functions.__file__, schemas.__file__, triggers.__file__)"
    line = f"import sys; sys.path = [p for p in sys.path if p]; sys.path.append({str(ROOT)!r}); {code}"
    done = subprocess.run([sys.executable, "-c", line], cwd="/", capture_output=True, text=True, check=True)
    assert all(Path(name).is_relative_to(ROOT) for name in done.stdout.split())


def test_importing_main_loads_no_vendor_and_no_model():
    heavy = ["numpy", "av", "PIL", "onnxruntime", "hibari", "replicate", "openai", "google.cloud.storage",
             "google.cloud.pubsub_v1", "functions.engine", "functions.steps", "functions.providers"]  # fmt: skip
    code = f"import sys, main; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_machine_is_named_anywhere():
    """No path of somebody's machine and no registry's host."""
    forbidden = re.compile(r"/(?:home|Users|work)/[a-z]|/root/|registry\.npmjs|files\.pythonhosted|pypi\.org/simple")
    found = []
    for path in _tracked():
        if path.suffix in {".jpg", ".png", ".gif", ".mp4"} or path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if forbidden.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_every_lock_is_pinned():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith("#")]
        assert lines and all(re.match(r"^[A-Za-z0-9_.-]+(\[[a-z,]+\])?==[^=]+$", line) for line in lines)
