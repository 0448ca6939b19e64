"""It is shown: thin wrappers over the workspace."""
