from srt import clock, srt


def test_clock():
    assert clock(3661.25) == "01:01:01,250"


def test_lines_are_counted_from_one():
    assert srt([(0, 1, " hi ")]).startswith("1\n00:00:00,000")
