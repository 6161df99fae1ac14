"""How the portal answers safely: sessions, tokens against forged requests, headers, limits.

It refuses to start with a setting that opens a known hole; who may see which data
is left to the room `openness`, what a file may be to the room `files`.
"""
