"""The words and rules of inter-governmental consultation; standard library only, no text for people."""
