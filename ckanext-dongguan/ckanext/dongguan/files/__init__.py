"""The files of the portal: which are taken, how their bytes are kept and handed out.

A file keeps its Chinese name and every byte; who may have it is left to the room
`openness`, what its columns mean to the room `directory`.
"""
