"""The original beside its text: a document as a page can show it, inert, with each loss at its place.

Nothing of the document is handed on but its letters, the shape of its tables, and pictures that we draw of
its pages. It is made where the text is made: in the process of `packformat.convert.program`, in its limits.
"""
