"""Pages of one invented opening each, as an employer's site would serve them."""

from __future__ import annotations

import json
from pathlib import Path

TEXT = (
    "Quillfish builds reading aids. You train ranking models in Python and PyTorch, "
    "deploy them with Docker, and watch them in production. 3+ years of machine learning."
)


def page(folder: Path, number: int, description: str, **said: object) -> Path:
    """Write a page with a JobPosting and return its file."""
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": f"Machine Learning Engineer, team {number}",
        "description": description,
        "datePosted": "2026-11-01",
        "hiringOrganization": {"@type": "Organization", "name": "Quillfish"},
        "jobLocation": {"@type": "Place", "address": {"addressLocality": "Berlin"}},
        "url": f"https://quillfish.example/careers/{number}",
        **said,
    }
    told = json.dumps(posting).replace("</", "<\\/")
    file = folder / f"{number}.html"
    file.write_text(
        f'<html><head><script type="application/ld+json">{told}</script></head></html>', "utf-8"
    )
    return file
