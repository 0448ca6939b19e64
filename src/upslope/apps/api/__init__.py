"""The JSON API of the local server, ``/api/v1``: the workspace's methods for other programs.

Everything below asks for the token (``Authorization: Bearer TOKEN``, in the file
``access/token`` of the workspace). ``/api/v1/openapi.json`` describes it.

>>> from upslope.apps.api.openapi import document
>>> document()["info"]["title"]
'Upslope'
"""
