"""Powers: what a pack can do on the machine, computed from its bytes.

`value` is the value itself and loads nothing; `find` looks through the files.
"""
