"""Stadsbeeld: the instruments of the City Deals on one self-hosted platform."""
