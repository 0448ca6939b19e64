"""What a person can set: settings in one table, and keys for sources that want one."""

from upslope.settings.table import (
    FILE,
    TABLE,
    Setting,
    Settings,
    Value,
    explain,
    load,
    without_password,
)

__all__ = ["FILE", "TABLE", "Setting", "Settings", "Value", "explain", "load", "without_password"]
