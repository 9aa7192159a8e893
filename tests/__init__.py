"""Tests, a file for each of newsclean's. No hypothesis example is timed: the first one loads data."""

from hypothesis import settings

settings.register_profile("newsclean", deadline=None)
settings.load_profile("newsclean")
