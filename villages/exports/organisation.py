"""Community organisations as a table that the import reads back."""

from villages.imports.organisation_columns import CODE, COLUMNS, CONTACT, FIELDS, in_words


def organisation_headings(contacts):
    """Headings of ``organisation_rows``; contacts have a column only for those who see some."""
    return [column.name for column in COLUMNS if column.name != CONTACT or contacts]


def organisation_rows(organisations, contacts):
    """One row per organisation; ``contacts`` (``queries.organisation.Contacts``) says whose are shown."""
    headings = organisation_headings(contacts)
    for organisation in organisations:
        yield [_value(organisation, heading, contacts) for heading in headings]


def _value(organisation, heading, contacts):
    if heading == CONTACT:
        return contacts.of(organisation)
    if heading in FIELDS:
        return in_words(getattr(organisation, FIELDS[heading]), heading)
    return organisation.village.code if heading == CODE else organisation.village.name
