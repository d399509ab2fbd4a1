"""Sheets in: read row by row, every finding named before anything is saved."""
