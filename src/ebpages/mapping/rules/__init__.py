"""Rule sets: what different observatories call a cluster, as data, and what each says of a panel."""
