"""How datasets speak to other catalogues: DCAT in RDF and JSON-LD.

The room puts the portal's codes into the words of DCAT-AP; conformance and
federation will live here too. It leaves what is public to openness.
"""
