"""Exports of conversations (Slack, ClickUp) as pages: one for each thread, without the names of people.

`export` is given the bytes of a zip and gives one text with its pages. Whose words these are stays readable
(`Person 1` is the same person on every page) and who they are is not said, unless the names are asked for.
What an export holds besides, such as addresses and telephone numbers of everybody, is never taken over.
"""
