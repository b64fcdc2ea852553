"""What takes long: kills, damage and collisions by the thousand, with the figures of docs/trust.md."""
