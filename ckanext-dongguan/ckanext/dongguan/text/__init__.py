"""How Chinese text becomes a slug, a file name, a keyword or bytes that survive.

Everything but the plugin is pure and knows no CKAN; the room stores nothing and
leaves it to the others to decide which text is written where.
"""
