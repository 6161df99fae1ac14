"""The portal's DCAT profile."""

from __future__ import annotations

from typing import Any

from ckanext.dcat.profiles import EuropeanDCATAP3Profile

from .vocabulary import translated


class DongguanProfile(EuropeanDCATAP3Profile):
    """DCAT-AP 3 with the portal's codes put into its vocabularies."""

    def graph_from_dataset(self, dataset_dict: dict[str, Any], dataset_ref: Any) -> None:
        """Write a dataset into the graph."""
        super().graph_from_dataset(translated(dataset_dict), dataset_ref)
