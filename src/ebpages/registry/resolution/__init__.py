"""Which records speak of the same legal entity and organisation: an explained cascade, two levels, reversible."""
