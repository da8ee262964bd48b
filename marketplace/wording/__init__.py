"""What the program knows, said in words that a bookkeeper reads once."""
