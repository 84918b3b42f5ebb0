"""The forms of posts and takedowns: shape and wording of what is typed, nothing else."""
