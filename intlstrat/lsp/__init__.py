"""The language server: what an editor is told about a data repo while it is being written.

The modules that work out answers are given texts and what is known, and give plain values. Only `protocol`, `wire`,
`server`, `editor`, `publish` and `answers` know the Language Server Protocol.
"""
