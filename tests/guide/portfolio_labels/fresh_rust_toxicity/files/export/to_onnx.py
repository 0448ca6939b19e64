"""Run once, by hand: the fine-tuned model as ONNX, and a check that both say the same."""
import numpy as np
import onnxruntime
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

NAME = "quillfish/tiny-toxicity"
model = AutoModelForSequenceClassification.from_pretrained(NAME).eval()
tokens = AutoTokenizer.from_pretrained(NAME)("you are kind", return_tensors="pt")
torch.onnx.export(model, (tokens["input_ids"],), "model/model.onnx", input_names=["input_ids"],
                  dynamic_axes={"input_ids": {1: "length"}})
session = onnxruntime.InferenceSession("model/model.onnx")
ours = session.run(None, {"input_ids": tokens["input_ids"].numpy()})[0]
assert np.allclose(ours, model(tokens["input_ids"]).logits.detach().numpy(), atol=1e-4)
