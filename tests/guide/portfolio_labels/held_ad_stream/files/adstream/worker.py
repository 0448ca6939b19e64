import json
import os

import sentry_sdk
from cassandra.cluster import Cluster
from confluent_kafka import Consumer

from adstream.model import Scorer

INSERT = "INSERT INTO scores (campaign, at, score, clicked) VALUES (%s, %s, %s, %s)"


def consume(consumer, session, scorer, limit=None):
    seen = 0
    while limit is None or seen < limit:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            sentry_sdk.capture_message(str(message.error()))
            continue
        event = json.loads(message.value())
        score = scorer.score(event["features"])
        session.execute(INSERT, (event["campaign"], event["at"], score, event["clicked"]))
        loss = scorer.learn(event["features"], event["clicked"])
        seen += 1
        if seen % 10_000 == 0:
            sentry_sdk.set_measurement("log_loss", loss)
    return seen


def main():
    sentry_sdk.init(os.environ.get("SENTRY_DSN"), traces_sample_rate=0.01)
    consumer = Consumer({"bootstrap.servers": os.environ["KAFKA"], "group.id": "adstream"})
    consumer.subscribe(["clicks"])
    consume(consumer, Cluster(os.environ["CASSANDRA"].split(",")).connect("ads"), Scorer())
