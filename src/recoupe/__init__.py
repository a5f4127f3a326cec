"""Recoupe reads conflict reports and keeps, for every event, who says so."""

__version__ = "0.1.0"
