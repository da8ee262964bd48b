"""The lesson: exercises that somebody does before their first pack, decided by what decides about packs."""
