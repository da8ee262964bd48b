"""Importing: what was written for other programs becomes the folder of a pack.

Files are moved to where a pack has such things, a manifest is derived, and everything that was inferred or
left out is told in a sentence. No byte changes but in a plugin's manifest that clients would refuse. Pure:
`imported.import_files` is given files and gives files.
"""
