"""What a series may be some months on, and what such forecasts have been worth.

Three methods (``methods``) are replayed from every past month on what was known then (``origins``),
their errors make intervals (``intervals``), and their record says how far ahead one may look
(``judged``).
"""

from upslope.guide.forecast.forecast import forecast, forecast_of
from upslope.guide.forecast.path import path_table
from upslope.guide.forecast.study import Study
from upslope.guide.forecast.table import forecasts_table

__all__ = ["Study", "forecast", "forecast_of", "forecasts_table", "path_table"]
