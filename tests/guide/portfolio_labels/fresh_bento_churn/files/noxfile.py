import nox


@nox.session(python=["3.11", "3.12"])
def tests(session):
    session.install("-e", ".", "--group", "dev")
    session.run("pytest", "-q")


@nox.session
def lint(session):
    session.install("ruff")
    session.run("ruff", "check", "src")
