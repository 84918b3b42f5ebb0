"""What the law of policies says, without a database: statuses, arrows, periods."""
