"""newsclean/parse/metadata/keys.py: names of meta tags."""

from __future__ import annotations

from newsclean.parse.metadata import keys


def test_each_name_is_lower_case_and_stands_once() -> None:
    for kind in (name for name in dir(keys) if name.endswith("_KEYS")):
        found = list(getattr(keys, kind))
        assert found == [each.lower().strip() for each in found], kind
        assert len(found) == len({*found}), kind
