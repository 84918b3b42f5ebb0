"""Posts: drafts, pictures, the gate, approval, publication and takedown."""
