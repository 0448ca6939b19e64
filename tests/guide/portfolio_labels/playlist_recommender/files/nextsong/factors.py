import sys

import numpy as np
from implicit.als import AlternatingLeastSquares
from implicit.nearest_neighbours import bm25_weight
from scipy import sparse


def fit(plays: sparse.csr_matrix, factors: int = 96) -> AlternatingLeastSquares:
    model = AlternatingLeastSquares(factors=factors, regularization=0.05, alpha=2.0, random_state=4)
    model.fit(bm25_weight(plays, K1=100, B=0.8).tocsr())
    return model


if __name__ == "__main__":
    plays = sparse.load_npz(sys.argv[1])
    model = fit(plays)
    np.savez(sys.argv[2], users=model.user_factors, songs=model.item_factors)
