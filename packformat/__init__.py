"""The pack as bytes and values: what the registry and the installer must agree on.

Nothing here knows Django, the network, the clock or the terminal.
"""
