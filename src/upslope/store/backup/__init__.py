"""A copy of everything, written while others work, checked, and put back."""
