"""The models as a server on this machine: ``upslope serve --models``."""
