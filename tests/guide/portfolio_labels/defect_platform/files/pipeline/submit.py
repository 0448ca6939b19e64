"""Compile the pipeline and send a run of it."""
import os

from kfp import Client, compiler, dsl

from pipeline.steps import load, promote, train


@dsl.pipeline(name="weld-weekly")
def weekly(days: int = 90, floor: float = 0.62):
    data = load(days=days)
    fitted = train(data=data.outputs["out"]).set_cpu_limit("8").set_memory_limit("16G")
    promote(model=fitted.outputs["model"], metrics=fitted.outputs["metrics"], floor=floor)


if __name__ == "__main__":
    compiler.Compiler().compile(weekly, "/tmp/weekly.yaml")
    Client(host=os.environ["KFP_HOST"]).create_run_from_pipeline_package("/tmp/weekly.yaml")
