"""A folder of this machine that the person typed: the server is on their machine, as a shell is."""

from __future__ import annotations

from pathlib import Path

from upslope.apps.web.forms import Form


def folder_of(form: Form, name: str) -> Path | None:
    """Return the git repository that was typed; what is wrong with it is noted beside the field.

    >>> form = Form({"path": ["/no/such/folder"]})
    >>> folder_of(form, "path"), form.errors["path"]
    (None, 'There is no folder /no/such/folder on this machine.')
    """
    typed = form.text(name, required="Write the folder of a git repository.", most=1000)
    if name in form.errors:
        return None
    try:
        folder = Path(typed).expanduser()
        is_folder, is_repository = folder.is_dir(), (folder / ".git").exists()
    except (OSError, RuntimeError, ValueError):  # a user that is none, a character that no path has
        is_folder = is_repository = False
    if not is_folder:
        form.errors[name] = f"There is no folder {typed} on this machine."
    elif not folder.is_absolute():
        form.errors[name] = "Write the whole path, as /home/ada/fish-counter or ~/fish-counter."
    elif not is_repository:
        form.errors[name] = f"{typed} is no git repository: give the folder that holds .git."
    return None if name in form.errors else folder
