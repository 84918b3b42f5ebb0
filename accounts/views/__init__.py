"""The pages of accounts, applications, authorisations and devices."""
