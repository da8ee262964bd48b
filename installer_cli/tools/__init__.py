"""What an agent can ask about packs: the answers of commands, with the words of strangers marked."""
