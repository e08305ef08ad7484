"""Changes every expression of a rule pack by one token at a time, and tells which changes a rule's own examples notice.

`python -m tools.rule_mutants` runs all of them and prints the figure; the exit is 1 where a change is noticed by
nothing and `survivors.yaml` gives no reason for it, or gives one for a change that there is not.
"""
