"""Departments' tables of datasets: templates to fill in, files taken in, files given out.

The room turns a sheet's rows into records and back, and says of each fault in which cell
it stands. What a field may hold is the directory's matter, the writing is intake's.
"""
