"""Reports: the same findings as text for people, JSON for programs and SARIF for hosts.

Every renderer is a pure function from a report to text that ends with a newline.
"""
