"""The MCP server: an assistant on this machine may look at the workspace, and change nothing in it.

Needs the extra ``mcp``, so that nothing outside this room imports what is in it. A posting's text
may hold instructions for whatever reads it. Three things keep them without effect:

- No tool fetches, writes, exports, or takes a path, an address or a query language. The one tool
  that asks for a change only puts a proposal where the person finds it; the person agrees in
  another program (``upslope track replies``), which no client of this server can reach.
- What others wrote comes back as quoted data (:mod:`upslope.apps.mcp.quoting`).
- What is not needed to answer is not there: no line of the resume, no note, no contact.

A client may answer MCP's own question to the user (elicitation) without showing it to anybody, so
that it proves nothing here and is not used.
"""
