"""What is answered in front of Django: the signed index, the archives, and resolving.

These are nearly all requests that a registry gets, most of them public and all made of stored bytes. Django's
handler, middleware and ORM would cost twenty times what the answer itself costs (docs/OPERATIONS.md, "What it
costs").
"""
