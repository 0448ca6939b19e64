"""``python -m upslope`` is the command line."""

from upslope.apps.cli import main

if __name__ == "__main__":
    main()
