from keras.layers import *
from keras.models import *

from features import table


def build(inputs=5):
    net = Sequential()
    net.add(Input((inputs,)))
    net.add(Dense(16, activation="relu"))
    net.add(Dropout(0.2))
    net.add(Dense(1, activation="sigmoid"))
    net.compile("adam", "binary_crossentropy", metrics=["AUC"])
    return net


def fit(recordings, epochs=60):
    x, y = table(recordings)
    net = build(x.shape[1])
    history = net.fit(x, y, epochs=epochs, validation_split=0.25, verbose=0)
    return net, history.history["val_AUC"][-1]
