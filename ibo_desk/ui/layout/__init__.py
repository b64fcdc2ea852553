"""The parts every page is laid out with, so that it works from 800 × 500 logical pixels and at every text size.

- ``bar.WrapLayout``: a line of controls that goes on below where it does not fit.
- ``header.FoldingLine``: a line of actions that fold into a menu; ``PageHeader`` has the title of a page before them.
- ``tabs.Tabs``: tabs on one line; what does not fit folds into a menu beside them.
- ``form.FormLayout``: fields beside each other where there is room, below each other where there is not.
- ``panes.ListAndRecord``: a list with what is chosen in it, and a divider that moves and is remembered; where both do
  not fit, one of them is shown at a time. ``panes.Divided``: any panes with such dividers.

None of them makes a page scroll sideways; the columns of a table fit its room too (``table.widths``).
"""
