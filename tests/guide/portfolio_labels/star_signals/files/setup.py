from setuptools import setup

setup(
    name="heartbeat",
    version="0.0.4",
    py_modules=["beats", "features", "net", "plots"],
    install_requires=["numpy", "scipy", "matplotlib", "tensorflow"],
)
