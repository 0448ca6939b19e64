import sys
import time

from confluent_kafka import Producer

producer = Producer({"bootstrap.servers": "localhost:9092"})
for line in open(sys.argv[1], "rb"):
    producer.produce("clicks", line.strip())
    producer.poll(0)
    time.sleep(0.001)
producer.flush()
