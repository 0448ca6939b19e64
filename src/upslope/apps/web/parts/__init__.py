"""What pages are made of: read from the workspace, and arranged for their templates."""
