"""What is prepared: topics, agenda items, their order, versions, positions and referrals."""
