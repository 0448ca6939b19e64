"""Boards of many employers' openings, asked through their own interface; a board is a search."""
