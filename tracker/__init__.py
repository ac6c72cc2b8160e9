"""A personal debt and credit-recovery tracker for the terminal."""
