"""The same resource in two departments: one source of authority for each (一数一源).

The room finds candidates by name, items and keys, explains why, and keeps what an
administrator decided: which one is authoritative, or that they are two.
"""
