"""What the portal's codes mean: every code list as a page, a file, an API answer, a vocabulary.

The room lays a site's own additions over the lists of `schemas/codelists` and checks
them. Which field takes which list is said by the schemas, what a code does by the rooms
that read it.
"""
