"""Fixed vocabularies: data files under `data/`, each with its source, and typed look-ups over them."""
