import cv2 as cv
import numpy as np
import yaml


def calibrate(images, columns=9, rows=6):
    grid = np.zeros((columns * rows, 3), np.float32)
    grid[:, :2] = np.mgrid[0:columns, 0:rows].T.reshape(-1, 2)
    points, corners = [], []
    for image in images:
        gray = cv.cvtColor(image, cv.COLOR_BGR2GRAY)
        found, where = cv.findChessboardCorners(gray, (columns, rows))
        if found:
            points.append(grid)
            corners.append(where)
    if len(points) < 8:
        raise ValueError(f"only {len(points)} usable images of the chessboard, need 8")
    _, matrix, distortion, _, _ = cv.calibrateCamera(points, corners, gray.shape[::-1], None, None)
    return matrix, distortion


def save(path, matrix, distortion):
    with open(path, "w") as out:
        yaml.safe_dump({"matrix": matrix.tolist(), "distortion": distortion.tolist()}, out)


def load(path):
    with open(path) as file:
        kept = yaml.safe_load(file)
    return np.array(kept["matrix"]), np.array(kept["distortion"])


SOURCE = np.float32([[580, 460], [700, 460], [1040, 680], [260, 680]])
TARGET = np.float32([[260, 0], [1040, 0], [1040, 720], [260, 720]])


def from_above(image):
    return cv.warpPerspective(image, cv.getPerspectiveTransform(SOURCE, TARGET), image.shape[1::-1])
