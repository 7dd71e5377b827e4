"""The whole suite: films made for real."""
