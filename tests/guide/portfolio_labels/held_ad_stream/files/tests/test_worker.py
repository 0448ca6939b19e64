import json
from types import SimpleNamespace
from unittest.mock import Mock

from hypothesis import given, strategies as st

from adstream.model import Scorer
from adstream.worker import consume


@given(st.dictionaries(st.text(min_size=1), st.text(), min_size=1))
def test_a_score_is_a_probability(features):
    assert 0 <= Scorer().score(features) <= 1


def test_every_click_is_stored():
    event = {"campaign": "c", "at": 1, "features": {"site": "a"}, "clicked": True}
    message = SimpleNamespace(error=lambda: None, value=lambda: json.dumps(event))
    session = Mock()
    assert consume(Mock(poll=lambda s: message), session, Scorer(), limit=3) == 3
    assert session.execute.call_count == 3
