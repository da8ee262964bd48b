"""Importing: what was written for other programs becomes the folder of a pack, and no byte of it changes.

Files are moved to where a pack has such things, a manifest is derived, and everything that was inferred or
left out is told in a sentence. Pure: `imported.import_files` is given files and gives files.
"""
