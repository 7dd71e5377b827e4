"""How the instruments sound: modal synthesis, spectral ensembles and shaped noise, all in numpy."""
