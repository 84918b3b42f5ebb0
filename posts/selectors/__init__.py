"""What pages, services and sweeps read about posts."""
