"""Files that packs share with the user, in a project whose packs other agents read too."""
