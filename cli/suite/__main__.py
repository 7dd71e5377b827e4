"""Brings what the suite needs onto this machine: `python -m cli.suite` (part of `make install`)."""

import sys

from cli.suite.errors import SuiteError
from cli.suite.firebase_cli import find_or_install
from cli.suite.java import find_java
from cli.suite.suite import ROOT, say

if __name__ == "__main__":
    try:
        cli = find_or_install(ROOT / "infra" / "emulators", say)
        java = find_java()
    except SuiteError as error:
        sys.exit(str(error))
    say(f"The emulators will run with {cli.origin} and {java.origin}.")
