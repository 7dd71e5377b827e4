"""The share page of a published film: its HTML, its player and its HLS playlists."""
