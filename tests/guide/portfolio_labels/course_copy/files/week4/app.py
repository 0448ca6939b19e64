"""Week 4. A given server."""
from flask import Flask, jsonify, request

from week3.sentiment import model, tokenizer

app = Flask(__name__)


@app.post("/predict")
def predict():
    inputs = tokenizer(request.json["text"], return_tensors="pt")
    return jsonify(label=int(model(**inputs).logits.argmax()))
