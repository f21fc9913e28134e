"""E-Business Pages: the open observatory and exchange for business clusters and technology transfer."""

__version__ = "0.1.0"
