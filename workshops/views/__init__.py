"""Pages: find, check, do, answer; one file per noun."""
