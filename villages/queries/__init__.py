"""Reading: figures that pages, exports and actions share, each in a fixed number of queries."""
