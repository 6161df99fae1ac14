"""Which resource code an item carries, and that no code is ever given twice.

The code of the directory above prevails; where there is none, a provisional one is
allocated by the rule of the guide and kept as a former code when the official one
arrives. What a code's classes mean stands in the code list `resource_classes`.
"""
