"""Documents of any office as Markdown that people and agents can read, and every loss told.

`convert` in `packformat.convert.document` is a pure function of bytes. A document is a stranger's, and the
libraries that read it are large: nothing calls it in its own process. `python -m packformat.convert` is the
same function as a program that limits itself; `packformat.convert.program` says how it is started and read.
"""
