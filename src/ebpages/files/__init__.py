"""Reading of files that people give, whatever they hold: tables in their formats, numbers as they are written."""
