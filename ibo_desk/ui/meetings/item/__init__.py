"""One item of the agenda: fields, positions, referrals, engagements and what follows."""
