import hydra
import wandb
from omegaconf import DictConfig, OmegaConf
from stable_baselines3 import PPO, SAC
from stable_baselines3.common.callbacks import EvalCallback
from stable_baselines3.common.env_util import make_vec_env
from wandb.integration.sb3 import WandbCallback

from crane.env import Crane


@hydra.main(config_path="../conf", config_name="main", version_base=None)
def main(config: DictConfig) -> None:
    wandb.init(project="crane", config=OmegaConf.to_container(config), sync_tensorboard=True)
    worlds = make_vec_env(lambda: Crane(config.length), config.worlds, seed=config.seed)
    agent = {"ppo": PPO, "sac": SAC}[config.agent]("MlpPolicy", worlds, learning_rate=config.rate, tensorboard_log="runs")
    check = EvalCallback(Crane(config.length), n_eval_episodes=20, eval_freq=10_000)
    agent.learn(config.steps, callback=[check, WandbCallback()])
    agent.save("crane")


if __name__ == "__main__":
    main()
