"""The machine API: thin views that read models, call services, and answer JSON or problem documents."""
