"""What all declared data share: schema, files, texts in two languages, intervals and answers that may be open."""
