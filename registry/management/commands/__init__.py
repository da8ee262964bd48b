"""Commands for operators: `python manage.py <command>`."""
