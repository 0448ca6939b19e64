using Microsoft.ML;
using Microsoft.ML.Data;

namespace Invoices.Model;

public record Line
{
    [LoadColumn(0)] public string Text { get; init; } = "";
    [LoadColumn(1)] public string Account { get; init; } = "";
}

public class Guess
{
    [ColumnName("PredictedLabel")] public string Account { get; set; } = "";
}

public static class Trainer
{
    public static ITransformer Train(MLContext ml, IDataView lines)
    {
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", nameof(Line.Account))
            .Append(ml.Transforms.Text.FeaturizeText("Features", nameof(Line.Text)))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        var folds = ml.MulticlassClassification.CrossValidate(lines, pipeline, numberOfFolds: 5);
        Console.WriteLine(folds.Average(fold => fold.Metrics.MacroAccuracy));
        return pipeline.Fit(lines);
    }
}
