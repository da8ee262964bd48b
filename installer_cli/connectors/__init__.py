"""A pack's connectors on the builder's machine: what each needs, whether its server answers, its records."""
