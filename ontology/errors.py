"""Every error that Khabar raises on purpose.

    KhabarError
    ├── InputError        what a person handed in cannot be used: a file, a manifest, a query, an option
    │   └── RefusedError  … because it is not allowed here, though it is well formed
    ├── OntologyError     packaged vocabulary or entity data contradicts itself
    ├── ExtractionError   an extractor failed on a document
    │   └── RemoteError   … because a service did; may be tried again
    └── StoreError        the graph on disk cannot be read or written

A message says what, where (file:line, document) and what to do about it, in one line.
The library raises; only the command line prints and exits.
"""


class KhabarError(Exception):
    """Base of all of them; catch it to catch what Khabar can explain."""


class InputError(KhabarError):
    """What a person handed in cannot be used."""


class RefusedError(InputError):
    """What a person asked for is well formed, and not allowed here."""


class OntologyError(KhabarError):
    """Packaged vocabulary or entity data contradicts itself."""


class ExtractionError(KhabarError):
    """An extractor failed on a document."""


class RemoteError(ExtractionError):
    """A service that an extractor needs failed; the call may be tried again."""


class StoreError(KhabarError):
    """The graph on disk cannot be read or written."""
