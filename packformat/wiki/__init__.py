"""Wikis that an agent maintains, as far as their text alone tells: pages, search, and gold questions.

A wiki is a folder: `raw/` holds sources byte for byte with their digests in `raw/register.json`, `wiki/` the
pages, `schema.md` how the wiki works, `index.md` its pages, `log.md` what happened, and `gold.json`, if there
is one, questions with the page that answers each.
"""
