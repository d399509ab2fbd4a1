"""How the workbooks look that the portal offers to be filled in."""


def sheet_styles(book):
    """Formats by name; cells that are not "fixed" or headings can be filled in on a protected sheet."""
    edge = {"border": 1, "border_color": "#D6D9DD"}
    bold = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF7", **edge}
    return {
        "heading": book.add_format(bold),
        "bold": book.add_format({"bold": True, "font_size": 13}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "fixed": book.add_format({"num_format": "@", "bg_color": "#F5F6F7", **edge}),
        "text": book.add_format({"num_format": "@", "locked": False, **edge}),
        "whole": book.add_format({"num_format": "0", "locked": False, **edge}),
        "day": book.add_format({"num_format": "dd-mm-yyyy", "locked": False, **edge}),
        "decimal": book.add_format({"num_format": "#,##0.######", "locked": False, **edge}),
    }
