"""The portal's own dictionary: words, what they are also called, and what people ask.

CSV files beside this module; a site lays its own over them. They were written from laws,
duties of departments, official lists and everyday speech, not from titles at hand.
"""
