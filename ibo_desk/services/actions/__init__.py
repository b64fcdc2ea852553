"""The regional action file: actions, their strategic lines and how costs are shared."""
