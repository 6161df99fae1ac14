"""Two upstream systems to rehearse against, a sharing and an enterprise platform.

They speak protocols of their own (PROTOCOL.md); turning their answers into datasets is left
to the harvesters.
"""
