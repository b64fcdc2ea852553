"""My college: everything that concerns one municipality."""
