from setuptools import find_packages, setup

setup(
    name="orchestrate",
    packages=find_packages(exclude=["orchestrate_tests"]),
    install_requires=["dagster", "dagster-webserver", "duckdb", "polars", "httpx", "scikit-learn", "joblib", "dagster-dbt"],
    extras_require={"dev": ["pytest"]},
)
