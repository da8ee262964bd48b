"""What an organisation lets into its projects, and what has to be there."""
