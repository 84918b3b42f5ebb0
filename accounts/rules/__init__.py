"""What the law of accounts says, without a database: statuses, arrows, addresses, who may post."""
