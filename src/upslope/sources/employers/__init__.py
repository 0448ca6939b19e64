"""Large employers with a career site of their own making."""
