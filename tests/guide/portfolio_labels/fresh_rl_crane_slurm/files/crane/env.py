"""A gantry crane that must not swing."""
import gymnasium as gym
import numpy as np


class Crane(gym.Env):
    def __init__(self, length: float = 4.0):
        self.length = length
        self.action_space = gym.spaces.Box(-1, 1, (1,))
        self.observation_space = gym.spaces.Box(-np.inf, np.inf, (4,))

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.state = self.np_random.normal(0, 0.1, 4)
        return self.state.astype(np.float32), {}

    def step(self, action):
        x, v, angle, turn = self.state
        pull = float(action[0])
        turn += 0.05 * (-9.81 / self.length * np.sin(angle) - pull * np.cos(angle) / self.length)
        self.state = np.array([x + 0.05 * v, v + 0.05 * pull, angle + 0.05 * turn, turn])
        cost = angle**2 + 0.1 * (x - 5) ** 2
        return self.state.astype(np.float32), -cost, bool(abs(x) > 20), False, {}
