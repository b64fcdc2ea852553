"""The ledger of engagements, and the parts with which other pages note one."""
