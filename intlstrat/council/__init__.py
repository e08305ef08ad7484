"""The paper for the council: figures from the records and the verdict, one document tree, and its writers."""
