"""The pages of the lesson: exercises that somebody does before their first pack."""
