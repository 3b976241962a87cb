"""Measuring the pipeline of config.yml on any labelled messages."""
