"""What our entry points log: what matters, on standard error."""

from __future__ import annotations

import logging
import sys
import warnings

from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog


def configure_logging(level: int = logging.INFO) -> None:
    """Log without debugging, and without the regrets of old libraries."""
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)
    configure_structlog(level)
    configure_logging_and_warnings(level, filter_repeated_logs=False)
    # Rasa 3.6 is the last of its line: what its libraries deprecate will stay so.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.filterwarnings("ignore", category=FutureWarning)
