"""The entry in the Dutch register of algorithms that a city needs for its forecasts."""
