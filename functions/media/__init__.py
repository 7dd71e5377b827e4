"""Media files: pure ffmpeg command builders, one runner, probing, frame-exact joining, loudness and delivery."""
