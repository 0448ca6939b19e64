"""What one session looks at: the person's workspace, or the sample as long as it is empty."""

from __future__ import annotations

from pathlib import Path

from upslope.workspace import Workspace

SAMPLE = "Nothing was collected yet: these are the openings of the sample, with invented employers."
NOBODY = "No resume is set: what is matched is one of an invented person."


class Served:
    """A workspace and the resume that the person named when they set the server up.

    Args:
        own: the person's workspace.
        resume: the file; default: the setting.
    """

    def __init__(self, own: Workspace, resume: Path | None = None) -> None:
        self.own, self._resume = own, resume

    @property
    def openings(self) -> Workspace:
        """The workspace that openings are read from; asked anew, because a collect may end."""
        return self.own.stocked()

    @property
    def resume(self) -> Path | None:
        """The resume's file, of an invented person where the sample is shown to one who has none.

        ``None`` leaves it to the workspace, which knows the person's or says that there is none.
        """
        if not self._is_invented:
            return self._resume
        from upslope import sample

        return sample.resumes()["data_scientist"]

    @property
    def is_sample(self) -> bool:
        """Whether the sample stands in for openings of the person's own."""
        return self.openings is not self.own

    @property
    def _is_invented(self) -> bool:
        return self.is_sample and not (self._resume or self.own.person.resume_file())

    def notes(self) -> list[str]:
        """What every answer about openings says of where they come from."""
        return [*([SAMPLE] if self.is_sample else []), *([NOBODY] if self._is_invented else [])]
