"""The files of the regional actions."""
