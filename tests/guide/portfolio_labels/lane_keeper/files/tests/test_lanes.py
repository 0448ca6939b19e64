import numpy as np

from lanekeeper.lanes import mask, windows


def test_a_white_line_is_seen():
    road = np.zeros((90, 160, 3), np.uint8)
    road[:, 80:86] = 255
    assert mask(road).sum() > 90


def test_a_straight_line_has_no_curve():
    binary = np.zeros((720, 1280), np.uint8)
    binary[:, 300:304] = 1
    assert abs(windows(binary, 300)[0]) < 1e-6
