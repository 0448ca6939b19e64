import bentoml
import numpy as np

from stay.learn import COLUMNS


@bentoml.service(resources={"cpu": "1"})
class Stay:
    def __init__(self) -> None:
        self.model = bentoml.lightgbm.load_model("stay:latest")

    @bentoml.api
    def leaves(self, rows: list[dict[str, float]]) -> list[float]:
        return self.model.predict(np.array([[row[c] for c in COLUMNS] for row in rows])).tolist()
