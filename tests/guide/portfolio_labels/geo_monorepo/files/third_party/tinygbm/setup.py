from setuptools import setup

setup(name="tinygbm", version="0.4", packages=["tinygbm"], install_requires=["numpy", "pandas", "scikit-learn", "numba", "jax"])
