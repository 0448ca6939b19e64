"""A server for programs and browsers of this machine only: who may ask, and how it runs."""
