"""Build the wheel, install it into an empty environment, do the main job outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command; on failure show what it said and stop."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd)} | pip_settings() | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout}\n{done.stderr}")
    return done


def processor_seconds() -> float:
    """Return what our processes have used so far: the clock also counts what others do."""
    used = os.times()
    return used.children_user + used.children_system


def served(upslope: Path, there: Path, home: str) -> None:
    """Look at the web app, which needs its templates, styles and scripts from the package."""
    command = [str(upslope), "serve", "--no-browser", "--port", "0"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(there), "UPSLOPE_HOME": home}
    with subprocess.Popen(
        command, cwd=there, env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            said = next(line for line in server.stderr or () if "http://" in line)
            address = said[said.index("http://") :].split("/  ")[0]
            token = (Path(home) / "access" / "token").read_text()
            for path, holds in (
                ("/openings", "<h1"),
                ("/static/vendor/htmx.min.js", "htmx"),
                ("/static/vendor/plot.umd.min.js", "Plot"),
                ("/api/v1/openapi.json", '"3.1.0"'),
            ):
                asked = Request(address + path, headers={"Authorization": f"Bearer {token}"})
                with urlopen(asked, timeout=60) as reply:
                    if holds not in reply.read().decode():
                        sys.exit(f"the web app answered {path} without {holds}")
        finally:
            server.terminate()


def pip_settings() -> dict[str, str]:
    """Where pip looks for packages is a setting of the machine, not of this check."""
    return {k: v for k, v in os.environ.items() if k.startswith("PIP_") or k.endswith("_CERT_FILE")}


def main() -> None:
    """Check the wheel."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", there, ROOT, cwd=there)
        (wheel,) = there.glob("*.whl")
        run(sys.executable, "-m", "venv", "env", cwd=there)
        python = there / "env" / "bin" / "python"
        constraints = ROOT / "constraints.txt"
        run(python, "-m", "pip", "install", "-q", "-c", constraints, wheel, cwd=there)
        upslope = there / "env" / "bin" / "upslope"
        home = str(there / "home")
        for turn, limit in (("first", 60), ("second", 10)):
            began = processor_seconds()
            shown = run(upslope, "start", cwd=there, UPSLOPE_HOME=home)
            took = processor_seconds() - began
            print(f"upslope start from the wheel, {turn} time: {took:.1f} s of processor time")
            if took > limit:
                sys.exit(f"that is more than {limit} s")
            if "embedded sample" not in shown.stderr or len(shown.stdout) < 1000:
                sys.exit(f"the main job showed too little:\n{shown.stdout}\n{shown.stderr}")
        page = there / "market.html"
        run(upslope, "market", "--html", page, cwd=there, UPSLOPE_HOME=home)
        if "@observablehq/plot v" not in page.read_text(encoding="utf-8"):
            sys.exit("the page of the market was made without its charts")
        for words, said in (  # what the package must carry beside its code
            (("series", "--json"), '"ai_share"'),
            (("pay", "--role", "ml_engineer", "--place", "US", "--json"), '"p50"'),
        ):
            if said not in run(upslope, *words, cwd=there, UPSLOPE_HOME=home).stdout:
                sys.exit(f"upslope {' '.join(words)} did not say {said}")
        served(upslope, there, home)
        packages = run(python, "-m", "pip", "list", "--format", "freeze", cwd=there).stdout.split()
        print(f"wheel {wheel.stat().st_size / 1e6:.1f} MB, {len(packages)} packages installed")


if __name__ == "__main__":
    main()
