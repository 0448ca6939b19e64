"""Placeholder until there is a small dataset."""
import sys


def test_python_is_new_enough():
    assert sys.version_info >= (3, 10)


def test_readme_is_there():
    with open("README.md") as file:
        assert "playlist" in file.read()
