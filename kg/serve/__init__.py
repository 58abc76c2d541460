"""The SPARQL endpoint and the pages of a graph, as an ASGI application: no click, no printing.

A request comes to `application`, is understood there or in `protocol`, and answered by one of the processes of `pool`, each of
which is a `worker` over a `snapshot` of the store: Oxigraph cannot be told to stop a query, a process can.
"""
