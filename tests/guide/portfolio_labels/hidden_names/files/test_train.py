import unittest

import numpy as np
from train_xor_almost import POINTS, train


class TestTrain(unittest.TestCase):
    def test_learns_or(self):
        neuron = train()
        for x, y in POINTS:
            self.assertEqual(round(neuron(np.array(x))), y)

    def test_dot(self):
        self.assertEqual(np.array([1, 2]).dot(np.array([3, 4])), 11)


if __name__ == "__main__":
    unittest.main()
