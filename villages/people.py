"""What people are called on screens and in files."""


def full_name(user):
    """Somebody's full name, or the account's where there is none."""
    return user.get_full_name() or user.get_username()


def choice_label(user):
    """Where one person is chosen among many: "Ani Wulandari (ani)"."""
    name, account = full_name(user), user.get_username()
    return name if name == account else f"{name} ({account})"
