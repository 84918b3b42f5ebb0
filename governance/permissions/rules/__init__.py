"""Whose role counts where and when, and what a cell gives to whom: pure."""
