"""The pages of policies, signatures and training."""
