"""Tables: rows of data files in CKAN's DataStore, and the views that show them.

The room stands before every door of the DataStore and of resource views and lets
through whoever may have the data of the resource (`dongguan_data_take`, room `files`).
Loading, previews and downloads of tables will live here; who may have what is left to
the room `openness`.
"""
