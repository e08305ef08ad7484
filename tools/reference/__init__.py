"""The reference pages in `docs/referanse` (bokmål) and `docs/reference` (English), from the code and from `rules/`.

`python -m tools.reference --write` writes them; `--check` says which are not up to date.
"""
