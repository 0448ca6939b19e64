from __future__ import annotations

import json
import os
import time

import redis
from fastapi import FastAPI, HTTPException
from prometheus_client import Counter, Histogram, make_asgi_app
from pydantic import BaseModel, Field

from eta.model import Model

LATENCY = Histogram("eta_seconds", "Time to answer", buckets=(0.005, 0.01, 0.05, 0.1, 0.5))
MINUTES = Histogram("eta_minutes", "What was answered", buckets=(5, 10, 20, 30, 45, 60, 90))
HITS = Counter("eta_cache_hits", "Answers from the cache")

app = FastAPI(title="eta")
app.mount("/metrics", make_asgi_app())
model = Model.load(os.environ.get("MODEL", "models/eta.txt"))
cache = redis.from_url(os.environ["REDIS_URL"]) if "REDIS_URL" in os.environ else None


class Order(BaseModel):
    km: float = Field(gt=0, lt=60)
    items: int = Field(ge=1)
    hour: int = Field(ge=0, le=23)
    rain: bool = False


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok", "model": model.version}


@app.post("/eta")
def eta(order: Order) -> dict[str, float]:
    began = time.perf_counter()
    key = json.dumps(order.model_dump(), sort_keys=True)
    if cache is not None and (known := cache.get(key)):
        HITS.inc()
        return {"minutes": float(known)}
    minutes = model.minutes(order.km, order.items, order.hour, order.rain)
    if minutes != minutes:
        raise HTTPException(422, "no estimate")
    if cache is not None:
        cache.setex(key, 60, minutes)
    MINUTES.observe(minutes)
    LATENCY.observe(time.perf_counter() - began)
    return {"minutes": round(minutes, 1)}
