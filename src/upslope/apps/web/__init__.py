"""The web app: one file per page in ``pages``, each a thin wrapper over the workspace.

>>> import tempfile
>>> from upslope.apps.web.app import web_app
>>> from upslope.apps.web.site import Site
>>> from upslope.workspace import Workspace
>>> with Workspace(tempfile.mkdtemp()) as workspace:
...     type(web_app(Site(workspace))).__name__
'Starlette'
"""
