"""Follow-the-regularised-leader on hashed features, learned click by click."""
from river import compose, linear_model, metrics, optim, preprocessing


def build():
    return compose.Pipeline(
        preprocessing.FeatureHasher(n_features=2**18, seed=5),
        linear_model.LogisticRegression(optimizer=optim.FTRLProximal(alpha=0.05)),
    )


class Scorer:
    def __init__(self):
        self.model, self.loss = build(), metrics.LogLoss()

    def score(self, features: dict) -> float:
        return self.model.predict_proba_one(features).get(True, 0.0)

    def learn(self, features: dict, clicked: bool) -> float:
        """Loss so far, each example scored before it is learned from."""
        self.loss.update(clicked, self.score(features))
        self.model.learn_one(features, clicked)
        return self.loss.get()
