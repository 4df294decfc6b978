"""What `hesscourse.stationary` stands on: exact algebra, families, and a search."""
