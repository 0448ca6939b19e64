"""The only door to the network: ``http.py`` asks; the rest is what makes that safe and polite."""
