"""Pages that belong to no app: home, entering and leaving, health, and the friendly refusals."""
