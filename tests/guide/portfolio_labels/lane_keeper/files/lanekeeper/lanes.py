import cv2
import numpy as np


def mask(image):
    """Bright or yellow, with steep edges."""
    hls = cv2.cvtColor(image, cv2.COLOR_BGR2HLS)
    bright = hls[..., 1] > 200
    yellow = (hls[..., 0] > 15) & (hls[..., 0] < 35) & (hls[..., 2] > 90)
    edges = np.abs(cv2.Sobel(hls[..., 1], cv2.CV_64F, 1, 0)) > 40
    return ((bright | yellow) & edges).astype(np.uint8)


def windows(binary, start, count=9, margin=90, least=40):
    ys, xs = binary.nonzero()
    height, x, keep = binary.shape[0] // count, start, []
    for n in range(count):
        top = binary.shape[0] - (n + 1) * height
        inside = np.flatnonzero((ys >= top) & (ys < top + height) & (abs(xs - x) < margin))
        keep.append(inside)
        if len(inside) > least:
            x = int(xs[inside].mean())
    keep = np.concatenate(keep)
    return np.polyfit(ys[keep], xs[keep], 2) if len(keep) > 200 else None


def both(binary):
    columns = binary[binary.shape[0] // 2 :].sum(axis=0)
    middle = len(columns) // 2
    return windows(binary, columns[:middle].argmax()), windows(binary, middle + columns[middle:].argmax())
