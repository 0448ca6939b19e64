"""The market on a page: tables of any kind, each with its chart and what it stands on."""

from upslope.apps.market.page import page

__all__ = ["page"]
