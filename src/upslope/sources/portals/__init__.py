"""Portals that forbid being asked by programs: their mails, saved pages and exports are read."""
