"""How Hypothesis looks for counter-examples here."""

from hypothesis import HealthCheck, settings

# A timing is never a test: the machine may be busy.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
