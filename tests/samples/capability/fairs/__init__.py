"""A small capability that shows the pattern of all: trade fairs, and which organisations exhibit there."""
