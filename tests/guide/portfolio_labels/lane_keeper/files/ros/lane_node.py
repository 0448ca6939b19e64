import rclpy
from cv_bridge import CvBridge
from rclpy.node import Node
from sensor_msgs.msg import Image
from std_msgs.msg import Float32

from lanekeeper import camera, lanes


class LaneNode(Node):
    def __init__(self):
        super().__init__("lane_keeper")
        self.bridge = CvBridge()
        self.off = self.create_publisher(Float32, "lane_offset", 10)
        self.create_subscription(Image, "camera/image_raw", self.see, 10)

    def see(self, message):
        image = self.bridge.imgmsg_to_cv2(message, "bgr8")
        left, right = lanes.both(lanes.mask(camera.from_above(image)))
        if left is not None and right is not None:
            self.off.publish(Float32(data=float((left[2] + right[2]) / 2)))


def main():
    rclpy.init()
    rclpy.spin(LaneNode())


if __name__ == "__main__":
    main()
