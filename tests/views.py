"""pyarrow's view types, where it can read and write files of them: from 24 on. Before, plain types stand in."""

from __future__ import annotations

import pytest

pa = pytest.importorskip("pyarrow")
WRITES_VIEWS = int(pa.__version__.split(".")[0]) >= 24
STRING_VIEW = pa.string_view() if WRITES_VIEWS else pa.string()
BINARY_VIEW = pa.binary_view() if WRITES_VIEWS else pa.binary()
