"""The demonstration: the district's units, the conclusion cut into tasks, and up to four quarters of believable log."""
