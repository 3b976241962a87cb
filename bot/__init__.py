"""Rasa's process: how messages are understood, and how Rasa is started.

Shares nothing with the other packages but HTTP and the files under ``var/``.
"""

import os

# Read when Rasa and TensorFlow are first imported, which is after this package.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
