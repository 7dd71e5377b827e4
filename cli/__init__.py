"""The command line: makes films on this machine and looks after a deployment."""
