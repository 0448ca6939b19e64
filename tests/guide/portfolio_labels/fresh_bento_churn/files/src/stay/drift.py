"""Last week's requests against the months that the model was fitted on."""
import sys

import pandas as pd
from evidently.metric_preset import DataDriftPreset
from evidently.report import Report

report = Report(metrics=[DataDriftPreset(drift_share=0.3)])
report.run(reference_data=pd.read_parquet("data/reference.parquet"), current_data=pd.read_parquet(sys.argv[1]))
report.save_html("public/drift.html")
sys.exit(report.as_dict()["metrics"][0]["result"]["dataset_drift"])
