"""Builds the shipped tables from pinned packages; only developers run it."""
