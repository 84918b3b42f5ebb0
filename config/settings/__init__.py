"""Settings: ``base`` for all, then one of ``dev``, ``demo``, ``test`` or ``production``."""
