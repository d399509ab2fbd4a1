"""The demo: five real villages of 2021 with figures of our own, marked as such wherever a person reads them.

Everything is made once, through the same acts as on the pages. What exists, or existed and was removed by
somebody, is left as it is.
"""
