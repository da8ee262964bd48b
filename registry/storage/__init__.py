"""The store: where archives, uploads and the static copy of the index rest."""
