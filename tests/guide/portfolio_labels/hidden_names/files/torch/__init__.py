from torch import nn

__all__ = ["nn"]
