from random import randint, uniform

from locust import HttpUser, between, task


class Shop(HttpUser):
    wait_time = between(0.1, 0.5)

    @task
    def ask(self):
        self.client.post("/eta", json={"km": uniform(0.3, 20), "items": randint(1, 9), "hour": randint(0, 23)})
