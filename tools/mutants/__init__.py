"""Mutation testing: the code of a room is changed in one small way at a time, and some test must notice each change."""
