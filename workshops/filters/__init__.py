"""What lists can be narrowed down to."""
