"""Which profiles fit a text or a profile, across languages, and why. Pure: knows neither Django nor tables."""
