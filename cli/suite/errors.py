"""What goes wrong with the suite, in sentences a person can act on."""


class SuiteError(Exception):
    """The suite cannot start or be found; the message says why and what to do, in full sentences."""
