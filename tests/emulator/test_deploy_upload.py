"""What `firebase deploy` uploads is all that the functions need, and nothing else."""

import json
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import firebase_functions
import httpx
import pytest
import yaml

from cli.suite import BUCKET, PROJECT, ports, processes
from cli.suite.firebase_cli import find_or_install
from cli.suite.suite import ROOT

pytestmark = pytest.mark.emulator

DISCOVERY_LIMIT_SECONDS = 10
"""The Firebase CLI gives up on functions that take longer to say what they are."""
PACKAGE = """
const [lib, root] = process.argv.slice(1);
const { prepareFunctionsUpload } = require(`${lib}/deploy/functions/prepareFunctionsUpload`);
const settings = require(`${root}/firebase.json`).functions[0];
prepareFunctionsUpload(root, root, settings, [], undefined, { exportType: "zip" })
  .then((upload) => console.log(JSON.stringify(upload)));
"""
SHIPPED = ("triggers", "functions", "schemas")
SERVING = Path(firebase_functions.__file__).parent / "private" / "serving.py"


@pytest.fixture(scope="module")
def upload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked archive that the CLI's own code makes for a deploy."""
    folder = tmp_path_factory.mktemp("upload")
    lib = find_or_install(ROOT / "infra" / "emulators", print).package / "lib"
    command = ["node", "-e", PACKAGE, str(lib), str(ROOT)]
    environment = {**os.environ, "TMPDIR": str(tmp_path_factory.mktemp("archive"))}
    printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    archive = json.loads(printed.strip().splitlines()[-1])["pathToSource"]
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder


def discover(source: Path) -> tuple[dict[str, dict[str, Any]], float]:
    """The functions in a folder, as the CLI asks for them, and the processor seconds that it took to tell."""
    port = ports.free_ports()["functions"]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = {
        **inherited,
        "ADMIN_PORT": str(port),
        "GCLOUD_PROJECT": PROJECT,
        "FIREBASE_CONFIG": json.dumps({"projectId": PROJECT, "storageBucket": BUCKET}),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    server = subprocess.Popen(
        [sys.executable, SERVING],
        cwd=source,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert processes.wait_until(lambda: not ports.is_free(port) or server.poll() is not None, 60)
        reply = httpx.get(f"http://127.0.0.1:{port}/__/functions.yaml", timeout=60, trust_env=False)
    finally:
        server.terminate()
        printed, _ = server.communicate()
    assert reply.status_code == 200, printed
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return yaml.safe_load(reply.text)["endpoints"], spent


def test_the_upload_lists_the_functions_of_the_tree_within_the_limit(upload):
    functions, seconds = discover(upload)
    assert functions
    assert functions == discover(ROOT)[0]
    assert seconds < DISCOVERY_LIMIT_SECONDS


def test_functions_deploy_where_the_rewrites_look_for_them(upload):
    functions, _ = discover(upload)
    rewrites = json.loads((ROOT / "firebase.json").read_text())["hosting"]["rewrites"]
    targets = {(rewrite["function"]["functionId"], rewrite["function"]["region"]) for rewrite in rewrites}
    deployed = {(name, region) for name, facts in functions.items() for region in facts.get("region", [])}
    assert targets <= deployed


def test_every_file_of_the_shipped_packages_is_uploaded(upload):
    for package in SHIPPED:
        tree = {
            path.relative_to(ROOT)
            for path in (ROOT / package).rglob("*")
            if path.is_file() and path.suffix not in {".pyc", ".md"} and not path.name.startswith(".")
        }
        sent = {path.relative_to(upload) for path in (upload / package).rglob("*") if path.is_file()}
        assert sent == tree


def test_nothing_else_is_uploaded(upload):
    allowed = {*SHIPPED, "main.py", "requirements.txt", "LICENSE", "NOTICE", "reel"}
    assert {path.name for path in upload.iterdir()} <= allowed
    assert (upload / "requirements.txt").read_bytes() == (ROOT / "requirements.txt").read_bytes()
    assert not [path for path in upload.rglob("*") if path.name in {"__pycache__", "node_modules", "venv", ".env"}]


def test_no_installed_package_shadows_ours():
    """functions-framework appends the source folder to the search path: an installed `schemas` would come first."""
    site = Path(firebase_functions.__file__).parents[1]
    shadows = [site / name for package in (*SHIPPED, "main") for name in (package, f"{package}.py")]
    assert [path for path in shadows if path.exists()] == []
