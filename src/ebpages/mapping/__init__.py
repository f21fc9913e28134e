"""Cluster mapping: what statistics of regions and industries say about where an industry is concentrated."""
