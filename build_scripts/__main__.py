"""`python -m build_scripts` is `gongkai`."""

from build_scripts.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
