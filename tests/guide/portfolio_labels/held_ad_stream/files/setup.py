from setuptools import find_packages, setup

setup(
    name="adstream",
    version="0.2",
    packages=find_packages(),
    install_requires=[
        "confluent-kafka>=2.3",
        "cassandra-driver",
        "river>=0.21",
        "sentry-sdk",
        "pydantic",
    ],
    extras_require={"test": ["pytest", "hypothesis"]},
    entry_points={"console_scripts": ["adstream=adstream.worker:main"]},
)
