"""The portal's code lists: CSV files beside this module, and a site's own laid over them.

Forms, validators, facets, RDF, harvest maps and Excel read the same lists. A code that
is retired keeps its row (`valid_to`): what was published with it keeps its label. What
each list is for stands in `lists.yaml`.
"""

from .about import About, Column, about, astray
from .code import COLUMNS, Code, CodeList
from .fault import CodelistFaultError, Fault, Kind, faults
from .hierarchy import ancestors, children, current, descendants, former, path, path_label, tree
from .shelf import install, installed, load, names, read, refresh

__all__ = [
    "COLUMNS",
    "About",
    "Code",
    "CodeList",
    "CodelistFaultError",
    "Column",
    "Fault",
    "Kind",
    "about",
    "ancestors",
    "astray",
    "children",
    "current",
    "descendants",
    "faults",
    "former",
    "install",
    "installed",
    "load",
    "names",
    "path",
    "path_label",
    "read",
    "refresh",
    "tree",
]
