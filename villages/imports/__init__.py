"""Files in: read, checked as a whole, then written or refused."""
