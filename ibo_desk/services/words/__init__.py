"""Codes, fields and errors in the words of the person's language."""

from ibo_desk.services.words.fields import field_label, kind_label
from ibo_desk.services.words.labels import label, short_label
from ibo_desk.services.words.sentences import journal_label, sentence, shown

__all__ = ["field_label", "journal_label", "kind_label", "label", "sentence", "short_label", "shown"]
