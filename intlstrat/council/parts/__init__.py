"""The parts of the council paper: figures → sections of the document tree, a file each, in the order of the paper."""
