"""The HTTP API beside the Firestore contract."""
