"""The portal's DCAT profile."""

from __future__ import annotations

from typing import Any

from ckanext.dcat.profiles import EuropeanDCATAP3Profile
from rdflib import Literal

from .vocabulary import read_back, translated

# Languages that are read before CKAN's own choice.
CHINESE = ("zh-hans-cn", "zh-hans", "zh-cn", "zh")


class DongguanProfile(EuropeanDCATAP3Profile):
    """DCAT-AP 3 with the portal's codes put into its vocabularies."""

    def graph_from_dataset(self, dataset_dict: dict[str, Any], dataset_ref: Any) -> None:
        """Write a dataset into the graph."""
        super().graph_from_dataset(translated(dataset_dict), dataset_ref)

    def parse_dataset(self, dataset_dict: dict[str, Any], dataset_ref: Any) -> dict[str, Any]:
        """Read a dataset out of the graph, with our codes for its addresses."""
        found = read_back(super().parse_dataset(dataset_dict, dataset_ref))
        # The parser goes on with the dictionary that it gave.
        dataset_dict.clear()
        dataset_dict.update(found)
        return dataset_dict

    def _object_value(self, subject: Any, predicate: Any, **how: Any) -> Any:
        """Read the Chinese text where there are several and one is asked for."""
        if how.get("multilingual"):
            return super()._object_value(subject, predicate, **how)
        texts = {
            (one.language or "").lower(): str(one)
            for one in self.g.objects(subject, predicate)
            if isinstance(one, Literal)
        }
        chinese = next((texts[name] for name in CHINESE if name in texts), None)
        return chinese or super()._object_value(subject, predicate, **how)
