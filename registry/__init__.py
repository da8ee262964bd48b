"""The truth about packs: who publishes them, what was submitted, what was released, and the signed index."""
