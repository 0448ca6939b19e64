import sys

import cv2

from lanekeeper import camera, cars, lanes


def main(source, target):
    matrix, distortion = camera.load("camera.yaml")
    detect = cars.Detector()
    video = cv2.VideoCapture(source)
    size = (int(video.get(3)), int(video.get(4)))
    out = cv2.VideoWriter(target, cv2.VideoWriter_fourcc(*"mp4v"), video.get(cv2.CAP_PROP_FPS), size)
    while True:
        ok, frame = video.read()
        if not ok:
            break
        frame = cv2.undistort(frame, matrix, distortion)
        left, right = lanes.both(lanes.mask(camera.from_above(frame)))
        if left is not None and right is not None:
            y = frame.shape[0]
            off = (np_poly(left, y) + np_poly(right, y)) / 2 - frame.shape[1] / 2
            cv2.putText(frame, f"{off * 3.7 / 700:+.2f} m", (40, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0, 255, 0), 3)
        out.write(cars.draw(frame, detect(frame)))
    out.release()


def np_poly(c, y):
    return c[0] * y * y + c[1] * y + c[2]


if __name__ == "__main__":
    main(*sys.argv[1:])
