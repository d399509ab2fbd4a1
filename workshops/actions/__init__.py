"""Acts: whatever changes a state or several rows, always with a doer (``by``)."""
