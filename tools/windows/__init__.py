"""Builds, on Linux, what a Windows user installs or unpacks: an installer for one user and a portable zip.

``make windows`` runs ``python -m tools.windows``. Nothing here knows an address: pip and Maven find packages where they
were told to on this machine.
"""
