"""The person's own keys: in the environment, or in the system's keyring; never in a file of ours.

A key named ``adzuna_app_key`` is the variable ``UPSLOPE_ADZUNA_APP_KEY``, else the password of
that name for the service ``upslope`` in the keyring (extra ``keys``).
"""

from __future__ import annotations

import importlib
import os
from typing import Any

from upslope.errors import UsageError

SERVICE = "upslope"


def variable(name: str) -> str:
    """Give the environment variable of a key.

    >>> variable("reed_key")
    'UPSLOPE_REED_KEY'
    """
    return f"UPSLOPE_{name.upper()}"


def find(name: str) -> str | None:
    """Return a key, or ``None`` if it is not set; a keyring that cannot be read holds none.

    >>> find("a_key_that_nobody_set") is None
    True
    """
    if value := os.environ.get(variable(name)):
        return value
    keyring = _keyring()
    if keyring is None:
        return None
    try:
        found: str | None = keyring.get_password(SERVICE, name)
    except keyring.errors.KeyringError:
        return None
    return found or None


def keep(name: str, value: str) -> None:
    """Put a key into the system's keyring.

    Raises:
        UsageError: there is no keyring here; says how to go without.
    """
    keyring = _required(name)
    try:
        keyring.set_password(SERVICE, name, value)
    except keyring.errors.KeyringError as error:
        raise _no_keyring(name, str(error)) from error


def forget(name: str) -> None:
    """Take a key out of the keyring; one that is not there is forgotten already.

    Raises:
        UsageError: there is no keyring here.
    """
    keyring = _required(name)
    try:
        keyring.delete_password(SERVICE, name)
    except keyring.errors.PasswordDeleteError:
        return
    except keyring.errors.KeyringError as error:
        raise _no_keyring(name, str(error)) from error


def _keyring() -> Any:
    """Give the keyring library, if it is installed."""
    try:
        importlib.import_module("keyring.errors")
        return importlib.import_module("keyring")
    except ImportError:
        return None


def _required(name: str) -> Any:
    if (keyring := _keyring()) is None:
        raise _no_keyring(name, "the keyring library is not installed")
    return keyring


def _no_keyring(name: str, why: str) -> UsageError:
    return UsageError(
        f"The system's keyring cannot be used ({why}).",
        next=f"Install upslope[keys], or set the variable {variable(name)}.",
    )
