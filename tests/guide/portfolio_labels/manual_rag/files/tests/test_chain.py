from types import SimpleNamespace

from askmanual.chain import as_text


def test_pages_are_named():
    doc = SimpleNamespace(page_content="24 Nm", metadata={"manual": "pump", "page": 14})
    assert as_text([doc]) == "[pump p.14] 24 Nm"
