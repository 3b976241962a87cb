"""The console's operations over HTTP, under ``/api/staff``."""
