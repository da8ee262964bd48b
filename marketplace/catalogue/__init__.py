"""The catalogue for people: the list, the search, and the pages of a pack."""
