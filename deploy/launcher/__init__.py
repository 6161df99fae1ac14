"""Starts, checks, stops and resets the portal and every service it needs, without Docker.

What the portal does is not its business: it knows programs, folders, ports and secrets.
"""
