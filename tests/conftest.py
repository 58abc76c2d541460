"""No test of reading depends on how fast the machine is: Hypothesis's own deadline and its check for slow data are off."""

from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
