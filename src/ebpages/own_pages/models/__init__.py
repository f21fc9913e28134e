"""Who asked to act for an organisation and who was invited. Permanent and private."""
