"""Filters of the lists, one file per noun."""
