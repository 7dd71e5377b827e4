"""Finds the emulators that are Java programs: Firestore, Pub/Sub, and the runtime of the Storage rules.

Each is looked for first in the Firebase CLI's own cache. Firestore and Pub/Sub are then taken from an installed Google
Cloud SDK, so that a machine without the internet can run them; only when there is none does the CLI download them.
The Storage rules' runtime is in no SDK: where it is not cached and the rules deny everything, a stand-in that denies
everything is exact for them.
"""

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cli.suite import rules_stand_in
from cli.suite.errors import SuiteError
from cli.suite.firebase_cli import FirebaseCli, Tell
from cli.suite.java import Java
from cli.suite.storage_rules import denies_everything

STAND_IN_JAR = "storage-rules-stand-in.jar"
_DOWNLOAD_SECONDS = 900
_FIRESTORE_MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
_SDK_FIRESTORE = Path("platform/cloud-firestore-emulator/cloud-firestore-emulator.jar")
_SDK_PUBSUB = Path("platform/pubsub-emulator/lib")
_SDK_FOLDERS = (
    "~/google-cloud-sdk",
    "/usr/lib/google-cloud-sdk",
    "/usr/share/google-cloud-sdk",
    "/usr/local/google-cloud-sdk",
    "/usr/local/share/google-cloud-sdk",
    "/opt/google-cloud-sdk",
    "/opt/homebrew/share/google-cloud-sdk",
    "/snap/google-cloud-cli/current",
    "/snap/google-cloud-sdk/current",
)
_COMPONENTS = {"firestore": "cloud-firestore-emulator", "pubsub": "pubsub-emulator"}
_MANIFEST_LINE = (
    72  # bytes, without the line break; a longer line goes on after a break and a space (JAR file specification)
)


@dataclass
class Jars:
    """What the CLI must be told about its Java emulators.

    Attributes:
        environment: variables for the CLI, naming files that it would otherwise download.
        origins: where each emulator comes from, in words.
        stand_in: whether the Storage rules' runtime is the stand-in.
    """

    environment: dict[str, str] = field(default_factory=dict)
    origins: list[str] = field(default_factory=list)
    stand_in: bool = False


def find_jars(
    *, emulators: frozenset[str], cli: FirebaseCli, java: Java, rules: Path, folder: Path, tell: Tell
) -> Jars:
    """Find, or have the CLI download, the Java emulators among `emulators`.

    Args:
        emulators: names of the emulators that will start.
        cli: whose cache and downloads are used.
        java: with what a download's set-up runs.
        rules: the file with the Storage rules.
        folder: where wrappers may be written; they are needed while the suite runs.
        tell: is told what takes long, and that a stand-in is in use.

    Raises:
        SuiteError: one is on this machine nowhere and cannot be downloaded.
    """
    jars = Jars()
    for emulator in ("firestore", "pubsub"):
        if emulator in emulators:
            _find_sdk_emulator(emulator, jars, cli=cli, java=java, folder=folder, tell=tell)
    if "storage" in emulators:
        _find_rules_runtime(jars, cli=cli, java=java, rules=rules, folder=folder, tell=tell)
    return jars


def google_cloud_sdk(environment: Mapping[str, str] | None = None) -> Path | None:
    """The folder of an installed Google Cloud SDK: `$CLOUDSDK_ROOT`, the home of `gcloud`, or a usual place."""
    environment = os.environ if environment is None else environment
    candidates = [Path(root) for name in ("CLOUDSDK_ROOT", "CLOUDSDK_ROOT_DIR") if (root := environment.get(name))]
    gcloud = shutil.which("gcloud", path=environment.get("PATH"))
    if gcloud:
        candidates.append(Path(gcloud).resolve().parent.parent)
    candidates += [Path(folder).expanduser() for folder in _SDK_FOLDERS]
    return next((folder for folder in candidates if (folder / "platform").is_dir()), None)


def manifest(entries: Mapping[str, str]) -> bytes:
    """A jar's META-INF/MANIFEST.MF with the entries, its lines broken as the JAR file specification says."""
    lines = [b"Manifest-Version: 1.0"]
    for name, value in entries.items():
        rest = f"{name}: {value}".encode()
        lines.append(rest[:_MANIFEST_LINE])
        rest = rest[_MANIFEST_LINE:]
        while rest:
            lines.append(b" " + rest[: _MANIFEST_LINE - 1])
            rest = rest[_MANIFEST_LINE - 1 :]
    return b"".join(line + b"\r\n" for line in lines) + b"\r\n"


def write_java_shim(folder: Path, java: Java) -> Path:
    """Write a program `java` that runs `java`, or the rules' stand-in when the CLI asks for it; return its folder."""
    bin_folder = folder / "bin"
    bin_folder.mkdir(parents=True, exist_ok=True)
    stand_in = Path(rules_stand_in.__file__)
    _write_program(
        bin_folder / "java",
        f'case " $* " in *"/{STAND_IN_JAR} "*) exec "{sys.executable}" "{stand_in}" ;; esac\n'
        f'exec "{java.program}" "$@"\n',
    )
    return bin_folder


def _find_sdk_emulator(emulator: str, jars: Jars, *, cli: FirebaseCli, java: Java, folder: Path, tell: Tell) -> None:
    title = {"firestore": "Firestore", "pubsub": "Pub/Sub"}[emulator]
    if _cached(emulator, cli).exists():
        jars.origins.append(f"{title} from the CLI's cache")
        return
    sdk = google_cloud_sdk()
    wrapper = _wrap(emulator, sdk, folder) if sdk else None
    if wrapper is not None:
        jars.environment[f"{emulator.upper()}_EMULATOR_BINARY_PATH"] = str(wrapper)
        jars.origins.append(f"{title} from the Google Cloud SDK")
        return
    advice = f"or install the Google Cloud SDK's: gcloud components install {_COMPONENTS[emulator]}"
    _download(emulator, title, advice, cli=cli, java=java, folder=folder, tell=tell)
    jars.origins.append(f"{title} freshly downloaded")


def _find_rules_runtime(jars: Jars, *, cli: FirebaseCli, java: Java, rules: Path, folder: Path, tell: Tell) -> None:
    if _cached("storage", cli).exists():
        jars.origins.append("Storage rules from the CLI's cache")
        return
    if not denies_everything(rules.read_text()):
        advice = f"(a stand-in could only deny, and {rules.name} allows something)"
        _download("storage", "Storage rules", advice, cli=cli, java=java, folder=folder, tell=tell)
        jars.origins.append("Storage rules freshly downloaded")
        return
    placeholder = folder / STAND_IN_JAR
    placeholder.touch()
    jars.environment["STORAGE_EMULATOR_BINARY_PATH"] = str(placeholder)
    jars.stand_in = True
    tell(
        f"NOTE: the Storage rules' runtime is not on this machine; a STAND-IN that denies everything takes its place, "
        f"which is exactly what {rules.name} says. ('firebase setup:emulators:storage' installs the real one.)"
    )


def _cached(emulator: str, cli: FirebaseCli) -> Path:
    details = json.loads((cli.package / "lib" / "emulator" / "downloadableEmulatorInfo.json").read_text())[emulator]
    relative = details.get("binaryPathRelativeToCacheDir") or details["downloadPathRelativeToCacheDir"]
    root = os.environ.get("FIREBASE_EMULATORS_PATH")
    return (Path(root) if root else Path.home() / ".cache" / "firebase" / "emulators") / str(relative)


def _wrap(emulator: str, sdk: Path, folder: Path) -> Path | None:
    """What the CLI can start in the SDK's place. It makes the named file executable, so that must be a file of ours."""
    if emulator == "firestore":
        jar = sdk / _SDK_FIRESTORE
        if not jar.is_file():
            return None
        wrapper = folder / "firestore-emulator.jar"
        with zipfile.ZipFile(wrapper, "w") as archive:
            entries = {"Main-Class": _FIRESTORE_MAIN, "Class-Path": jar.resolve().as_uri()}
            archive.writestr("META-INF/MANIFEST.MF", manifest(entries))
        return wrapper
    jars = sorted((sdk / _SDK_PUBSUB).glob("cloud-pubsub-emulator-*-all.jar"))
    if not jars:
        return None
    # `exec`, so that the CLI's signal reaches Java: unless it stops in 4 s the CLI kills all Pub/Sub emulators it finds
    return _write_program(folder / "pubsub-emulator", f'exec java -jar "{jars[-1]}" "$@"\n')


def _write_program(path: Path, body: str) -> Path:
    path.write_text("#!/bin/sh\n" + body)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def _download(
    emulator: str, title: str, advice: str, *, cli: FirebaseCli, java: Java, folder: Path, tell: Tell
) -> None:
    tell(f"Downloading the {title} emulator (50 to 140 MB, once) ...")
    command = ["node", str(cli.program), f"setup:emulators:{emulator}"]
    environment = os.environ | {"PATH": f"{java.program.parent}{os.pathsep}{os.environ.get('PATH', '')}", "CI": "true"}
    problem = (
        f"The {title} emulator is not on this machine and could not be downloaded: "
        f"run this again with the internet at hand, {advice}."
    )
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_DOWNLOAD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SuiteError(problem) from None
    if done.returncode != 0 or not _cached(emulator, cli).exists():
        raise SuiteError(problem)
