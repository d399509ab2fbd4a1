"""What people type: shape and wording."""
