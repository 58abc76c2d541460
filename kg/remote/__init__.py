"""The graph behind a server that speaks the SPARQL 1.1 Protocol and the Graph Store HTTP Protocol.

`service` tells the servers apart, `credentials` are read from the environment, `requests` carries HTTP, `store` keeps the promises of
`kg.store_contract` with all of it, and `mirror` makes such a store hold what an output folder holds.
"""
