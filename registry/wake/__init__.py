"""Waking a worker for promised work. The promise is a row; losing the wake-up costs only time."""
