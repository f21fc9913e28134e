"""Who exists and how we know: statements, findings, judgements, legal entities, organisations."""
