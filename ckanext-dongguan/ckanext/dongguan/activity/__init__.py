"""What was changed in the catalogue, by whom and when: CKAN's activities behind the policy.

CKAN decides who may see an activity when it is written and keeps that for ever. Here it
is decided when somebody looks, from the dataset as it is then. What is written, and when,
is left to CKAN's plugin and to the room `intake`.
"""
