"""Emergency access: one dataset lent to one person for hours, by a second person's consent.

The room keeps who asked, who decided and until when, and tells security administrators
and auditors at once. Whether a read is let through is decided by the room `openness`,
which asks here.
"""
