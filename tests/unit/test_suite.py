"""The parts of the suite that need no emulator: ports, settings, jars, rules, logs, processes, schedule, install."""

import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from cli.suite import config, firebase_cli, jars, java, log, ports, processes, rules_stand_in, storage_rules
from cli.suite.endpoints import BUCKET, PROJECT, Endpoints
from cli.suite.errors import SuiteError
from cli.suite.firebase_cli import FirebaseCli
from cli.suite.java import Java
from cli.suite.schedule import Scheduler
from cli.suite.state import SuiteState
from cli.suite.suite import ROOT, Suite


def silent(line: str) -> None:
    """Takes a line for the terminal and drops it."""


class TestPorts:
    def test_the_defaults_are_those_of_firebase_json(self):
        emulators = json.loads((ROOT / "firebase.json").read_text())["emulators"]
        named = {
            name: facts["port"] for name, facts in emulators.items() if isinstance(facts, dict) and "port" in facts
        }
        named["websocket"] = emulators["firestore"]["websocketPort"]
        assert named == ports.DEFAULT_PORTS

    def test_a_free_block_keeps_clear_of_defaults_and_outgoing_connections(self):
        block = ports.free_ports()
        offsets = {block[name] - port for name, port in ports.DEFAULT_PORTS.items()}
        assert len(offsets) == 1
        assert all(10_000 < port < 32_768 for port in block.values())
        assert all(ports.is_free(port) for port in block.values())

    def test_a_taken_port_names_the_emulator_the_port_and_the_process(self):
        with socket.create_server((ports.HOST, 0)) as server:
            taken = server.getsockname()[1]
            with pytest.raises(SuiteError) as caught:
                ports.require_free({"hub": taken}, ["hub"])
        assert f"Port {taken}" in str(caught.value)
        assert "hub emulator" in str(caught.value)
        assert f"(process {os.getpid()})" in str(caught.value)
        ports.require_free({"hub": taken}, ["hub"])

    def test_a_port_taken_on_all_addresses_counts(self):
        with socket.create_server(("", 0)) as server:
            assert not ports.is_free(server.getsockname()[1])

    def test_lsof_tells_who_holds_a_port_where_there_is_no_proc(self, tmp_path, monkeypatch):
        (tmp_path / "lsof").write_text("#!/bin/sh\nprintf 'p4711\\ncControlCe\\nf5\\n'\n")
        (tmp_path / "lsof").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        assert ports._holder_from_lsof(5000) == (4711, "ControlCe")


class TestEndpoints:
    def test_variables_name_only_what_runs(self):
        variables = Endpoints({"firestore": 8080, "storage": 9199}).environment()
        assert variables["FIRESTORE_EMULATOR_HOST"] == "127.0.0.1:8080"
        assert variables["STORAGE_EMULATOR_HOST"] == "http://127.0.0.1:9199"
        assert variables["GCLOUD_PROJECT"] == PROJECT
        assert json.loads(variables["FIREBASE_CONFIG"])["storageBucket"] == BUCKET
        assert "PUBSUB_EMULATOR_HOST" not in variables
        assert "CLOUD_TASKS_EMULATOR_HOST" not in variables

    def test_the_project_can_never_be_a_real_one(self):
        assert PROJECT.startswith("demo-")

    def test_addresses(self):
        endpoints = Endpoints({"functions": 5001, "hosting": 5000})
        assert endpoints["hosting"] == "127.0.0.1:5000"
        assert endpoints.function_url("share") == f"http://127.0.0.1:5001/{PROJECT}/us-central1/share"
        assert "firestore" not in endpoints


class TestSettings:
    def test_paths_lead_from_the_state_folder_to_the_checkout(self, tmp_path):
        checkout = make_checkout(tmp_path)
        folder = checkout / ".reel" / "suites" / "14400"
        folder.mkdir(parents=True)
        derived = config.derive(checkout, folder, {"firestore": 18080, "websocket": 19150, "hub": 14400})
        assert (folder / derived["functions"][0]["source"]).resolve() == checkout
        assert (folder / derived["hosting"]["public"]).resolve() == checkout / "web" / "public"
        assert Path(derived["firestore"]["rules"]).samefile(checkout / "firestore.rules")
        assert Path(derived["storage"]["rules"]).is_absolute()
        assert derived["emulators"]["firestore"] == {"host": "127.0.0.1", "port": 18080, "websocketPort": 19150}
        assert derived["emulators"]["ui"] == {"enabled": False}
        assert "auth" not in derived["emulators"]

    def test_missing_rules_stop_the_start(self, tmp_path):
        checkout = make_checkout(tmp_path)
        (checkout / "firestore.rules").unlink()
        with pytest.raises(SuiteError, match=r"firestore\.rules"):
            config.derive(checkout, checkout / ".reel", {"hub": 4400})

    def test_the_functions_bring_their_neighbours(self):
        assert {"eventarc", "tasks", "hub"} <= set(config.ports_used(frozenset({"functions"})))
        assert config.ports_used(frozenset({"pubsub"})) == ("hub", "logging", "pubsub")
        assert "websocket" in config.ports_used(frozenset({"firestore"}))

    def test_an_unknown_emulator_is_named(self):
        with pytest.raises(SuiteError, match="datastore"):
            Suite(only=["datastore"])

    @pytest.mark.parametrize("missing", ["main.py", "requirements.txt", "venv"])
    def test_what_the_functions_need_is_named_before_anything_starts(self, tmp_path, missing):
        checkout = make_checkout(tmp_path)
        for name in {"main.py", "requirements.txt", "venv/bin/activate"} - {missing, f"{missing}/bin/activate"}:
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            (checkout / name).touch()
        with pytest.raises(SuiteError, match=missing):
            Suite(checkout, port_block="free", tell=silent).start()
        assert not (checkout / ".reel").exists()

    def test_variables_keep_credentials_and_log_ins_out_and_settings_in(self, tmp_path, monkeypatch):
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/a/key.json")
        monkeypatch.setenv("OPENAI_API_KEY", "kept")
        suite = Suite(make_checkout(tmp_path), port_block="free", environment={"REEL_MODE": "test"})
        suite.folder.mkdir(parents=True)
        variables = suite._variables(jars.Jars({"A_BINARY": "x"}), tmp_path / "bin")
        assert "GOOGLE_APPLICATION_CREDENTIALS" not in variables
        assert variables["METADATA_SERVER_DETECTION"] == "none"
        assert variables["PATH"].startswith(str(tmp_path / "bin"))
        assert variables["OPENAI_API_KEY"] == "kept"
        assert variables["REEL_MODE"] == "test"
        assert variables["A_BINARY"] == "x"
        for own in ("TMPDIR", "XDG_CONFIG_HOME", "CLOUDSDK_CONFIG"):
            assert Path(variables[own]).is_relative_to(suite.folder)


class TestJava:
    @pytest.mark.parametrize(
        ("text", "major"),
        [
            ('openjdk version "17.0.15" 2025-04-15', 17),
            ('java version "1.8.0_292"', 8),
            ('openjdk version "25" 2026-09-16', 25),
            ("The operation couldn't be completed. Unable to locate a Java Runtime.", None),
        ],
    )
    def test_major_version(self, text, major):
        assert java.major_version(text) == major

    @pytest.mark.parametrize(("version", "taken"), [("21.0.1", True), ("17.0.15", False)])
    def test_an_old_system_java_is_passed_over(self, tmp_path, monkeypatch, version, taken):
        program = tmp_path / "java"
        program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
        program.chmod(0o755)
        monkeypatch.delenv("JAVA_HOME", raising=False)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        assert (java.find_java().program == program) is taken


class TestJars:
    def test_manifest_lines_stay_within_72_bytes_and_join_to_what_was_meant(self):
        address = "file:///opt/" + "ä-long-folder/" * 20 + "emulator.jar"
        text = jars.manifest({"Main-Class": "a.B", "Class-Path": address})
        lines = text.split(b"\r\n")
        assert max(map(len, lines)) <= 72
        assert text.endswith(b"\r\n\r\n")
        assert f"Class-Path: {address}\r\n".encode() in text.replace(b"\r\n ", b"")

    def test_an_sdk_is_found_by_variable_and_by_its_program(self, tmp_path):
        for name in ("one", "two"):
            (tmp_path / name / "platform").mkdir(parents=True)
            (tmp_path / name / "bin").mkdir()
        gcloud = tmp_path / "two" / "bin" / "gcloud"
        gcloud.touch(mode=0o755)
        path = str(gcloud.parent)
        assert jars.google_cloud_sdk({"CLOUDSDK_ROOT": str(tmp_path / "one"), "PATH": path}) == tmp_path / "one"
        assert jars.google_cloud_sdk({"PATH": path}) == tmp_path / "two"

    def test_the_sdk_stands_in_for_downloads(self, tmp_path, monkeypatch):
        sdk = tmp_path / "sdk"
        for path in (jars._SDK_FIRESTORE, jars._SDK_PUBSUB / "cloud-pubsub-emulator-1.0-all.jar"):
            (sdk / path).parent.mkdir(parents=True)
            (sdk / path).touch()
        monkeypatch.setenv("CLOUDSDK_ROOT", str(sdk))
        found, lines = find(tmp_path, monkeypatch, {"firestore", "pubsub"})
        with zipfile.ZipFile(found.environment["FIRESTORE_EMULATOR_BINARY_PATH"]) as archive:
            text = archive.read("META-INF/MANIFEST.MF").replace(b"\r\n ", b"").decode()
        assert (sdk / jars._SDK_FIRESTORE).as_uri() in text
        program = Path(found.environment["PUBSUB_EMULATOR_BINARY_PATH"])
        assert "cloud-pubsub-emulator-1.0-all.jar" in program.read_text()
        assert os.access(program, os.X_OK)
        assert not found.stand_in
        assert lines == []

    def test_the_stand_in_is_announced_in_one_line(self, tmp_path, monkeypatch):
        found, lines = find(tmp_path, monkeypatch, {"storage"})
        assert found.stand_in
        assert len(lines) == 1
        assert "STAND-IN" in lines[0]
        assert Path(found.environment["STORAGE_EMULATOR_BINARY_PATH"]).is_file()

    def test_the_stand_in_is_refused_when_rules_allow_something(self, tmp_path, monkeypatch):
        rules = "service firebase.storage { match /b/{b}/o { match /{p=**} { allow read; } } }"
        with pytest.raises(SuiteError, match="allows something"):
            find(tmp_path, monkeypatch, {"storage"}, rules=rules)

    def test_cached_emulators_win(self, tmp_path, monkeypatch):
        (tmp_path / "emulators").mkdir()
        for name in ("firestore", "pubsub", "storage"):
            (tmp_path / "emulators" / f"{name}.jar").touch()
        found, lines = find(tmp_path, monkeypatch, {"firestore", "pubsub", "storage"})
        assert found.environment == {}
        assert lines == []

    def test_the_shim_sends_only_the_placeholder_to_the_stand_in(self, tmp_path):
        real = tmp_path / "real-java"
        real.write_text('#!/bin/sh\necho "real: $*"\n')
        real.chmod(0o755)
        shim = jars.write_java_shim(tmp_path, Java(real, "a test")) / "java"
        passed = subprocess.run([shim, "-jar", "other.jar"], capture_output=True, text=True, check=True).stdout
        assert passed == "real: -jar other.jar\n"
        command = [str(shim), "-Duser.language=en", "-jar", f"{tmp_path}/{jars.STAND_IN_JAR}", "serve"]
        load = json.dumps({"id": 7, "action": "load_ruleset", "source": {}})
        verify = json.dumps({"id": 8, "action": "verify", "context": {}})
        spoken = subprocess.run(command, input=f"{load}\n{verify}\n", capture_output=True, text=True, check=True).stdout
        started, loaded, verified = map(json.loads, spoken.splitlines())
        assert (started["id"], started["action"]) == (-1, "started")
        assert (loaded["id"], loaded["status"], loaded["errors"]) == (7, "ok", [])
        assert (verified["id"], verified["result"]) == (8, {"permit": False})

    def test_the_stand_in_always_denies(self):
        assert rules_stand_in.answer({"id": 1, "action": "verify"})["result"]["permit"] is False


class TestStorageRules:
    def test_ours_deny_everything(self):
        assert storage_rules.denies_everything((ROOT / "storage.rules").read_text())

    @pytest.mark.parametrize(
        ("statement", "denies"),
        [
            ("allow read, write: if false;", True),
            ("allow read,write : if  false ;", True),
            ("// allow read;\nallow write: if false;", True),
            ("/* allow read: if true; */ allow write: if false;", True),
            ("", True),
            ("allow read;", False),
            ("allow read: if true;", False),
            ("allow read: if request.auth != null;", False),
            ("allow read: if false; allow get: if true;", False),
            ("allow read: if false || true;", False),
            ("allow write: if false // never\n; allow read: if resource.size < 5;", False),
            ("allow read", False),
        ],
    )
    def test_only_a_literal_false_denies(self, statement, denies):
        text = "service firebase.storage { match /b/{b}/o { match /{p=**} { " + statement + " } } }"
        assert storage_rules.denies_everything(text) is denies


class TestLog:
    FAILED = """i  functions: Watching "/x" for Cloud Functions...
Traceback (most recent call last):
  File "/x/main.py", line 3, in <module>
    import nothing_like_it
ModuleNotFoundError: No module named 'nothing_like_it'
\x1b[31m⬢\x1b[0m  functions: Failed to load function definition from source: FirebaseError: User code failed to load.
│ ✔  All emulators ready! It is now safe to connect your app. │
"""

    def test_functions_that_do_not_load_are_noticed_although_the_cli_is_ready(self):
        assert log.READY in self.FAILED
        assert log.functions_failed(self.FAILED)

    def test_the_traceback_comes_first_and_unrelated_lines_are_left_out(self):
        lines = log.telling_lines(self.FAILED)
        assert lines[0] == "Traceback (most recent call last):"
        assert lines[3] == "ModuleNotFoundError: No module named 'nothing_like_it'"
        assert lines[4].startswith("⬢  functions: Failed to load")
        assert not any("Watching" in line for line in lines)

    def test_without_telling_lines_the_last_ones_are_shown(self):
        assert log.telling_lines("\n".join(f"line {n}" for n in range(40))) == [f"line {n}" for n in range(30, 40)]

    def test_function_names(self):
        text = "✔  functions: Loaded functions definitions from source: advance, share, sweep.\n"
        assert log.loaded_functions(text) == ("advance", "share", "sweep")
        assert log.loaded_functions("") == ()


class TestProcesses:
    FAMILY = """
import subprocess, sys, time
sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
subprocess.Popen(sleep)
subprocess.Popen(sleep, start_new_session=True)
print("ready", flush=True)
time.sleep(600)
"""

    def test_what_a_killed_leader_left_behind_is_ended_and_nothing_else(self):
        stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
        command = [sys.executable, "-c", self.FAMILY]
        leader = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, text=True)
        try:
            assert leader.stdout is not None
            assert leader.stdout.readline() == "ready\n"
            facts = processes.find(leader.pid)
            assert facts is not None
            detached = [(process.pid, process.started) for process in processes.detached_descendants(leader.pid)]
            assert len(detached) == 1
            leader.send_signal(signal.SIGKILL)
            leader.wait()
            assert not processes.alive(facts.pid, facts.started)
            assert processes.alive(*detached[0])
            assert any(process.group == leader.pid for process in processes.running())
            processes.end((facts.pid, facts.started), detached)
            assert not processes.alive(*detached[0])
            assert not any(process.group == leader.pid for process in processes.running())
            assert stranger.poll() is None
        finally:
            stranger.kill()
            stranger.wait()
            assert leader.stdout is not None
            leader.stdout.close()

    def test_a_reused_process_id_is_spared(self):
        stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
        try:
            processes.end((stranger.pid, "another start time"), [(stranger.pid, "yet another")])
            assert stranger.poll() is None
        finally:
            stranger.kill()
            stranger.wait()

    def test_ps_and_proc_agree(self):
        if sys.platform != "linux":
            pytest.skip("there is no /proc to compare with")
        own = {(process.pid, process.parent, process.group) for process in processes._from_ps()}
        me = processes.find(os.getpid())
        assert me is not None
        assert (me.pid, me.parent, me.group) in own

    def test_state_survives_being_written(self, tmp_path):
        assert SuiteState.read(tmp_path) is None
        state = SuiteState(5, "77", {"hub": 4400}, ((6, "78"),), ("share",))
        state.write(tmp_path)
        assert SuiteState.read(tmp_path) == state


class TestSchedule:
    def test_calls_carry_the_schedule_and_failures_are_tried_again(self):
        answers = [
            (503, "reloading"),
            (404, "valid functions are: us-central1-sweep-2, us-central1-sweeper-9"),
            (200, ""),
        ]
        seen = []
        enough = threading.Event()

        class Functions(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                seen.append((self.path, dict(self.headers)))
                status, text = answers[min(len(seen), len(answers)) - 1]
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())
                if len(seen) == 4:
                    enough.set()

            def log_message(self, *arguments):
                """Print nothing."""

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Functions) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            with Scheduler(Endpoints({"functions": server.server_port}), every=0.01) as scheduler:
                assert enough.wait(20)
            server.shutdown()
        triggers = [path.removeprefix(f"/functions/projects/{PROJECT}/triggers/") for path, _ in seen[:4]]
        assert triggers == ["us-central1-sweep-0"] * 2 + ["us-central1-sweep-2"] * 2
        assert scheduler.failures == 2
        assert seen[0][1]["X-CloudScheduler-JobName"] == "firebase-schedule-sweep-us-central1"
        assert seen[0][1]["X-CloudScheduler-ScheduleTime"].endswith("+00:00")

    def test_an_absent_suite_is_no_error(self):
        with Scheduler(Endpoints({"functions": ports.free_ports()["functions"]}), every=0.01) as scheduler:
            deadline = time.monotonic() + 20
            while scheduler.failures < 3 and time.monotonic() < deadline:
                time.sleep(0.01)
        assert scheduler.failures >= 3
        assert scheduler.calls == 0


class TestInstall:
    def fake_npm(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
        """Put an `npm` first on PATH that counts its calls and runs `body` in the folder it is called in."""
        programs = tmp_path / "programs"
        programs.mkdir()
        (programs / "npm").write_text(f"#!/bin/sh\necho called >> '{tmp_path}/calls'\n{body}\n")
        (programs / "npm").chmod(0o755)
        (tmp_path / "package.json").write_text(json.dumps({"dependencies": {"firebase-tools": "9.9.9"}}))
        (tmp_path / "package-lock.json").write_text("{}")
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def test_installs_once_in_one_step(self, tmp_path, monkeypatch):
        body = "mkdir -p node_modules/firebase-tools && echo '{}' > node_modules/firebase-tools/package.json"
        self.fake_npm(tmp_path, monkeypatch, body)
        lines: list[str] = []
        first = firebase_cli.find_or_install(tmp_path, lines.append)
        second = firebase_cli.find_or_install(tmp_path, lines.append)
        assert first.package == second.package
        assert first.package.is_relative_to(tmp_path / "cache" / "reelwright" / "firebase-tools-9.9.9")
        assert (tmp_path / "calls").read_text().count("called") == 1
        assert "Installing the Firebase CLI 9.9.9" in lines[0]

    def test_a_failed_install_leaves_nothing_and_shows_what_npm_said(self, tmp_path, monkeypatch):
        self.fake_npm(tmp_path, monkeypatch, "echo 'ENOTFOUND some registry' >&2; exit 1")
        with pytest.raises(SuiteError, match="ENOTFOUND some registry"):
            firebase_cli.find_or_install(tmp_path, silent)
        assert [path.name for path in (tmp_path / "cache" / "reelwright").iterdir()] == ["firebase-tools-9.9.9.lock"]

    def test_old_and_missing_node_are_told(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(SuiteError, match=r"Node\.js 20"):
            firebase_cli.require_node()
        for name in ("node", "npm"):
            (tmp_path / name).write_text("#!/bin/sh\necho v18.1.0\n")
            (tmp_path / name).chmod(0o755)
        with pytest.raises(SuiteError, match=r"v18\.1\.0"):
            firebase_cli.require_node()

    def test_the_lock_names_no_registry(self):
        text = (ROOT / "infra" / "emulators" / "package-lock.json").read_text()
        assert '"resolved"' not in text
        assert json.loads(text)["packages"][""]["dependencies"] == {
            "firebase-tools": firebase_cli.pinned_version(ROOT / "infra" / "emulators")
        }


def make_checkout(tmp_path: Path) -> Path:
    """A folder with what firebase.json names, and no functions."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in ("firebase.json", "storage.rules", "firestore.rules", "firestore.indexes.json"):
        (checkout / name).write_bytes((ROOT / name).read_bytes())
    return checkout


def find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, emulators: set[str], rules: str | None = None
) -> tuple[jars.Jars, list[str]]:
    """`find_jars` with a CLI that knows three emulators and cannot download any; and the lines that were told.

    A refusal to download is kept out of the lines.
    """
    package = tmp_path / "firebase-tools"
    info = {name: {"downloadPathRelativeToCacheDir": f"{name}.jar"} for name in ("firestore", "pubsub", "storage")}
    (package / "lib" / "emulator").mkdir(parents=True)
    (package / "lib" / "emulator" / "downloadableEmulatorInfo.json").write_text(json.dumps(info))
    (package / "lib" / "bin").mkdir()
    (package / "lib" / "bin" / "firebase.js").write_text("process.exit(1)")
    rules_file = tmp_path / "storage.rules"
    rules_file.write_text(rules or (ROOT / "storage.rules").read_text())
    folder = tmp_path / "state"
    folder.mkdir()
    monkeypatch.setenv("FIREBASE_EMULATORS_PATH", str(tmp_path / "emulators"))
    lines: list[str] = []
    found = jars.find_jars(
        emulators=frozenset(emulators),
        cli=FirebaseCli(package, "a test"),
        java=Java(Path("/bin/java"), "a test"),
        rules=rules_file,
        folder=folder,
        tell=lines.append,
    )
    return found, lines
