"""Starts, finds and stops the real Firebase emulator suite."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import httpx

from cli.suite import config, firebase_cli, log, ports, processes
from cli.suite.endpoints import PROJECT, Endpoints
from cli.suite.errors import SuiteError
from cli.suite.firebase_cli import Tell
from cli.suite.jars import Jars, find_jars, write_java_shim
from cli.suite.java import find_java
from cli.suite.state import SuiteState, suites_folder

ROOT = Path(__file__).resolve().parents[2]
_READY_SECONDS = 180.0
_STOP_SECONDS = 20.0
_INTERRUPTED_SECONDS = 2.0  # while it starts, the CLI does not mind SIGINT; nothing is lost by ending it
_DISCOVERY_SECONDS = "60"  # the CLI's own limit is 10 s, which a laptop at work may miss; the deploy test keeps to it
_QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""The emulators live for minutes: compiled once and lightly, they start sooner and leave the cores to the film (a film
of 30 s is made 8 s sooner on two cores)."""
_LAZY_SCHEMAS = ROOT / "infra" / "emulators" / "lazy_schemas.cjs"
_LEFT_OUT = ("GOOGLE_APPLICATION_CREDENTIALS", "JAVA_HOME")


def say(line: str) -> None:
    """Tell the person at the terminal one line."""
    print(line, file=sys.stderr, flush=True)


class Suite:
    """The Firebase emulator suite for one checkout.

    As a context manager it starts on entering and stops on leaving. Several can run at once on different ports.

    Attributes:
        endpoints: where the emulators are; known from the start, answering once started.
        functions: the names of the loaded functions, after the start.
        folder: its state: the log, the derived settings, temporary files. Removed at the end, but for a failed start.
        log: the file with everything that the CLI, the emulators and the functions print.
    """

    def __init__(
        self,
        root: Path = ROOT,
        *,
        only: Iterable[str] = config.SERVICES,
        port_block: Literal["default", "free"] | int = "default",
        environment: Mapping[str, str] | None = None,
        tell: Tell = say,
    ) -> None:
        """Prepare a suite; nothing is started or written yet.

        Args:
            root: the checkout; it holds firebase.json, main.py, requirements.txt and the virtual environment `venv`.
            only: which emulators to run; `["firestore"]` alone starts in a few seconds.
            port_block: `"default"` for firebase.json's ports, a number to add to them, or `"free"` for any free block.
            environment: more variables for the functions; the CLI hands its own on to them. (Where the same name stands
                in `.env`, `.env.demo-reelwright` or `.env.local`, the file wins.)
            tell: is told, one line at a time, what happens.

        Raises:
            SuiteError: an unknown emulator, or no free block of ports.
        """
        self._only = frozenset(only)
        unknown = sorted(self._only - set(config.SERVICES))
        if unknown or not self._only:
            raise SuiteError(f"Unknown emulators {unknown}: there are {', '.join(config.SERVICES)}.")
        block = (
            ports.free_ports() if port_block == "free" else ports.ports_at(0 if port_block == "default" else port_block)
        )
        self.root = root.resolve()
        self.endpoints = Endpoints({name: block[name] for name in config.ports_used(self._only)})
        self.functions: tuple[str, ...] = ()
        self.folder = suites_folder(self.root) / str(block["hub"])
        self.log = self.folder / "suite.log"
        self._environment = dict(environment or {})
        self._tell = tell
        self._state: SuiteState | None = None
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, timeout: float = _READY_SECONDS) -> None:
        """Start the emulators and wait until all of them are ready, and the functions loaded.

        Raises:
            SuiteError: something is missing, a port is taken, the functions do not load, or `timeout` seconds passed;
                the message holds the log's telling lines. Nothing is left running.
        """
        began = time.monotonic()
        self._clear_leftovers()
        ports.require_free(self.endpoints.ports, self.endpoints.ports)
        self._require_functions_source()
        self.folder.mkdir(parents=True, exist_ok=True)
        derived = config.derive(self.root, self.folder, self.endpoints.ports)
        (self.folder / "firebase.json").write_text(json.dumps(derived, indent=2))
        cli = firebase_cli.find_or_install(ROOT / "infra" / "emulators", self._tell)
        java = find_java()
        jars = find_jars(
            emulators=self._only,
            cli=cli,
            java=java,
            rules=self.root / "storage.rules",
            folder=self.folder,
            tell=self._tell,
        )
        self._tell(f"Starting the emulators with {'; '.join([cli.origin, java.origin, *jars.origins])}.")
        try:
            self._launch(
                ["node", "--require", str(_LAZY_SCHEMAS), str(cli.program)],
                self._variables(jars, write_java_shim(self.folder, java)),
            )
            self._wait_until_ready(timeout)
        except BaseException:
            self._end_processes(_INTERRUPTED_SECONDS)
            raise
        self._tell(f"The emulators are ready ({time.monotonic() - began:.1f} s).")

    def stop(self) -> None:
        """Stop the emulators and end every process that belongs to them; without effect when nothing runs."""
        if self._state is None:
            return
        self._end_processes()
        shutil.rmtree(self.folder, ignore_errors=True)

    def is_running(self) -> bool:
        """Whether the CLI of this suite runs."""
        return self._state is not None and processes.alive(self._state.pid, self._state.started)

    def _adopt(self, state: SuiteState) -> None:
        """Be the suite that another process started."""
        self._state = state
        self.endpoints = Endpoints(state.ports)
        self.functions = state.functions
        self.folder = suites_folder(self.root) / str(state.ports["hub"])
        self.log = self.folder / "suite.log"

    def _clear_leftovers(self) -> None:
        """End what a run with these ports left behind when its CLI was killed."""
        old = SuiteState.read(self.folder)
        if old is None:
            return
        if processes.alive(old.pid, old.started):
            raise SuiteError(
                f"A suite of this checkout already runs on these ports (process {old.pid}). "
                "Use it, stop it first, or start another on other ports with --port-offset 10000."
            )
        processes.end((old.pid, old.started), old.detached)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _require_functions_source(self) -> None:
        if "functions" not in self._only:
            return
        for name, advice in (
            ("main.py", "it is what the platform loads"),
            ("requirements.txt", "it tells the Firebase CLI that these are Python functions"),
            ("venv/bin/activate", "run 'make install', which makes the virtual environment"),
        ):
            if not (self.root / name).exists():
                raise SuiteError(f"There is no {name} in {self.root}: {advice}.")

    def _variables(self, jars: Jars, java_folder: Path) -> dict[str, str]:
        """The CLI's environment; the functions inherit it.

        Credentials and the user's Firebase log-in are kept out, so that no local run can reach a real project. It has
        temporary files of its own: the Storage emulator keeps its objects there, and deletes them all when it stops.
        """
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        inherited = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        return {
            "JDK_JAVA_OPTIONS": _QUICK_JAVA,
            **inherited,
            **jars.environment,
            "PATH": f"{java_folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "TMPDIR": str(temporary),
            "XDG_CONFIG_HOME": str(self.folder / "home"),
            "CLOUDSDK_CONFIG": str(self.folder / "home" / "gcloud"),
            "METADATA_SERVER_DETECTION": "none",
            "FUNCTIONS_DISCOVERY_TIMEOUT": _DISCOVERY_SECONDS,
            "CI": "true",  # no questions, no news of the day
            "NO_COLOR": "1",
            "NO_PROXY": f"{os.environ.get('NO_PROXY', '')},127.0.0.1,localhost",
            **self._environment,
        }

    def _launch(self, command: list[str], variables: Mapping[str, str]) -> None:
        only = ",".join(sorted(self._only))
        arguments = ["emulators:start", "--project", PROJECT, "--config", "firebase.json", "--only", only]
        with self.log.open("wb") as output:
            self._child = subprocess.Popen(
                [*command, *arguments],
                cwd=self.folder,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        process = processes.find(self._child.pid)
        started = process.started if process else ""
        self._state = SuiteState(self._child.pid, started, dict(self.endpoints.ports))
        self._state.write(self.folder)

    def _wait_until_ready(self, timeout: float) -> None:
        processes.wait_until(lambda: self._is_ready() or self._has_ended(), timeout)
        text = self.log.read_text(errors="replace")
        if not self._is_ready():
            reason = "ended by themselves" if self._has_ended() else f"were not ready after {timeout:.0f} s"
            raise SuiteError(self._failure(f"The emulators {reason}.", text))
        if log.functions_failed(text):
            raise SuiteError(self._failure("The functions could not be loaded.", text))
        assert self._state is not None
        self.functions = log.loaded_functions(text)
        detached = tuple((process.pid, process.started) for process in processes.detached_descendants(self._state.pid))
        self._state = SuiteState(
            self._state.pid, self._state.started, dict(self.endpoints.ports), detached, self.functions
        )
        self._state.write(self.folder)

    def _is_ready(self) -> bool:
        return log.READY in self.log.read_text(errors="replace")

    def _has_ended(self) -> bool:
        return self._child is not None and self._child.poll() is not None

    def _failure(self, what: str, text: str) -> str:
        lines = "\n".join(f"  {line}" for line in log.telling_lines(text))
        return f"{what} The log ({self.log}) says:\n{lines}"

    def _end_processes(self, patience: float = _STOP_SECONDS) -> None:
        state = self._state
        if state is None:
            return
        found: set[tuple[int, str]] = set()

        def gone() -> bool:
            found.update((process.pid, process.started) for process in processes.detached_descendants(state.pid))
            return self._cli_is_gone()

        if processes.alive(state.pid, state.started):
            gone()
            with contextlib.suppress(ProcessLookupError):
                os.kill(state.pid, signal.SIGINT)
            processes.wait_until(gone, patience)
        processes.end((state.pid, state.started), {*state.detached, *found})
        if self._child is not None:
            self._child.wait()
        self._state = None
        (self.folder / "suite.json").unlink(missing_ok=True)

    def _cli_is_gone(self) -> bool:
        if self._child is not None:
            return self._child.poll() is not None
        return not self.is_running()


def attach(root: Path = ROOT, *, needs: Iterable[str] = (), tell: Tell = say) -> Suite | None:
    """A suite of this checkout that another process started, or None; its `stop` stops it for everybody.

    Where several run, it is the one on the default ports, else the one on the lowest.

    Args:
        root: the checkout.
        needs: the emulators that it must have.
        tell: as for `Suite`.
    """
    states = [state for state in _running_states(root.resolve()) if set(needs) <= set(state.ports)]
    if not states:
        return None
    state = min(states, key=lambda state: state.ports["hub"])
    suite = Suite(root, only=set(state.ports) & set(config.SERVICES), tell=tell)
    suite._adopt(state)
    return suite


def _running_states(root: Path) -> Iterator[SuiteState]:
    for path in suites_folder(root).glob("*/suite.json"):
        state = SuiteState.read(path.parent)
        if state is not None and processes.alive(state.pid, state.started) and _hub_answers(state):
            yield state


def _hub_answers(state: SuiteState) -> bool:
    try:
        reply = httpx.get(f"{Endpoints(state.ports).url('hub')}/emulators", timeout=5, trust_env=False)
    except httpx.HTTPError:  # it is starting or stopping
        return False
    return reply.is_success
