"""The command line: declares options, calls one function, writes, exits."""
