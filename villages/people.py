"""What people are called on screens and in files."""


def full_name(user):
    """Somebody's full name, or the account's where there is none."""
    return user.get_full_name() or user.get_username()
