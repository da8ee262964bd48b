"""How bytes come from a registry: one interface, one implementation for HTTP and one for static mirrors.

Nothing else in the program opens a socket.
"""
