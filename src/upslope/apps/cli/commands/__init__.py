"""One file per command; see ``upslope.apps.cli``."""
