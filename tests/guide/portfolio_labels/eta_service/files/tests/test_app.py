import pytest
from fastapi.testclient import TestClient

import eta.model


class Fake:
    version = "fake"

    def minutes(self, km, items, hour, rain):
        return 4 + 3 * km


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(eta.model.Model, "load", classmethod(lambda cls, path: Fake()))
    from eta.app import app

    return TestClient(app)


def test_answers_minutes(client):
    reply = client.post("/eta", json={"km": 2, "items": 1, "hour": 12})
    assert reply.json() == {"minutes": 10.0}


@pytest.mark.parametrize("km", [-1, 0, 400])
def test_refuses_impossible_distances(client, km):
    assert client.post("/eta", json={"km": km, "items": 1, "hour": 12}).status_code == 422
