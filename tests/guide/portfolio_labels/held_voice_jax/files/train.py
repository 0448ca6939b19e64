from pathlib import Path

import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import optax
import wandb
from flax.training import checkpoints, train_state

from sounds import WORDS, dataset, noisy


class Net(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = x[..., None]
        for width in (16, 32, 64):
            x = nn.relu(nn.Conv(width, (3, 3), strides=(2, 2))(x))
        return nn.Dense(len(WORDS))(x.mean(axis=(1, 2)))


@jax.jit
def step(state, x, y):
    def loss_of(params):
        logits = state.apply_fn(params, x)
        return optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()

    loss, grads = jax.value_and_grad(loss_of)(state.params)
    return state.apply_gradients(grads=grads), loss


def main(rate: float = 1e-3, epochs: int = 40) -> None:
    wandb.init(project="whistle", config={"rate": rate, "epochs": epochs})
    rng = np.random.default_rng(0)
    x, y = dataset(Path("recordings/train"))
    x_test, y_test = dataset(Path("recordings/other_people"))
    net = Net()
    params = net.init(jax.random.PRNGKey(0), x[:1])
    state = train_state.TrainState.create(apply_fn=net.apply, params=params, tx=optax.adamw(rate))
    for epoch in range(epochs):
        for rows in np.array_split(rng.permutation(len(x)), len(x) // 32):
            state, loss = step(state, noisy(x[rows], rng), y[rows])
        right = (jnp.argmax(net.apply(state.params, x_test), -1) == y_test).mean()
        wandb.log({"loss": float(loss), "accuracy": float(right)}, step=epoch)
    checkpoints.save_checkpoint("weights", state.params, epochs)


if __name__ == "__main__":
    main()
