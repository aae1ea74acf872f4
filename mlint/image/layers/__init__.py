"""What layers hold and lose: files that are copied, fetched, changed and deleted."""
