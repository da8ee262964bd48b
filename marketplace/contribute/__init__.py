"""Contributing: uploading a pack and following what becomes of it."""
