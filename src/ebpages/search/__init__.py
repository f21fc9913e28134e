"""The change log and the full-text index that follows it; folding, transliteration and stemming."""
