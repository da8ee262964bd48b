"""The Django project, and all that a person sees of the registry in a browser."""
