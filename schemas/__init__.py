"""Dataset types, their fields and their code lists, as data."""

# scheming imports this package before it opens a schema of it; from here on its
# YAML reader understands `!fields`.
import ckanext.dongguan.schemas.blocks  # noqa: F401
