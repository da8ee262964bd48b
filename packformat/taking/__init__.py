"""Taking one component of a pack, and what it needs, in place of the whole pack."""
