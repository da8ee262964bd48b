"""Text by strangers, made safe and honest to look at."""
