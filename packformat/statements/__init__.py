"""What packs lay down under a name, how one pack's word takes the place of another's, and where they part."""
