"""Draws posters of the official doors: A4, to be printed; their codes hold an address and a commune, and nothing else."""
