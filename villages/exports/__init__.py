"""Files out: tables of lists, workbooks of baselines."""
