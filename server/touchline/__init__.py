"""Touchline watches what a coding agent touches and judges it against the task."""

__version__ = "0.1.0"
