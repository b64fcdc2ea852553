"""A part of the soak of merging."""

from tools.soak import merging


def test_random_texts_of_two_people_are_merged_truly() -> None:
    (figure,) = merging.run(seed=11, share=0.02)
    assert figure.good, figure
    assert figure.rounds == 400
