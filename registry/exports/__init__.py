"""What other programs than ours read: the same releases, as catalogues in the formats of other clients."""
