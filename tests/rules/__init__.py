"""The real rules engine."""
