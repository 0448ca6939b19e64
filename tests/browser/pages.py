"""Invented pages that show openings, each in another way."""

from __future__ import annotations

import json
from typing import Any

TEXT = (
    "<p>Quillfish counts fish from pictures that divers take. You will train and evaluate models "
    "of computer vision in PyTorch and bring them into production with Docker and Kubernetes.</p>"
    "<h2>Requirements</h2><ul><li>3+ years of experience with Python and SQL</li>"
    "<li>Experience with Terraform and Hadoop</li></ul>"
)


def job_posting(**said: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Machine Learning Engineer",
        "hiringOrganization": {"@type": "Organization", "name": "Quillfish"},
        "jobLocation": {"address": {"addressLocality": "Bergen", "addressCountry": "NO"}},
        "description": TEXT,
        **said,
    }


def stating(*things: dict[str, Any], title: str = "Careers", head: str = "") -> str:
    """A page that states postings as JSON-LD, as a site writes them."""
    blocks = (json.dumps(thing).replace("<", "\\u003c") for thing in things)
    scripts = "".join(f'<script type="application/ld+json">{one}</script>' for one in blocks)
    return f"<!doctype html><html lang=en><title>{title}</title>{head}{scripts}<h1>Come</h1></html>"


LINKEDIN = f"""<!doctype html><html lang=en><title>Quillfish hiring | LinkedIn</title>
<link rel=canonical href="https://www.linkedin.com/jobs/view/999999999">
<nav>Private messages of Ada Example</nav>
<section class=top-card-layout><h1 class=top-card-layout__title>Data Scientist</h1>
<a class=topcard__org-name-link>Quillfish</a>
<span class="topcard__flavor topcard__flavor--bullet">Bergen, Norway</span></section>
<div class=show-more-less-html__markup>{TEXT}</div>
<input type=hidden name=csrf value=secret-of-the-session><script>const user = "Ada"</script>
</html>"""

PLAIN = """<!doctype html><html lang=en><title>Join us</title><h1>ML Platform Engineer</h1>
<div id=about><p>We are five people who forecast how much bread a bakery sells.</p>
<p>You keep our Airflow pipelines running and know Go or Rust.</p></div></html>"""

NOTHING = "<!doctype html><html lang=en><title>Weather</title><h1>Rain</h1><p>All day.</html>"
