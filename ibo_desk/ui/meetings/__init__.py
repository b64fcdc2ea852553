"""The secretary's cockpit: meetings, their agenda, who came, and what came of every item."""
