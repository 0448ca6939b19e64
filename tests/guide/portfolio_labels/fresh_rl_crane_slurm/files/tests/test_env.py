from stable_baselines3.common.env_checker import check_env

from crane.env import Crane


def test_env_is_sound():
    check_env(Crane())


def test_left_alone_it_swings():
    env = Crane()
    env.reset(seed=0)
    assert env.step([0.0])[1] < 0
