using Invoices.Model;
using Microsoft.ML;
using Xunit;

public class TrainerTests
{
    [Fact]
    public void KnowsPaperFromPetrol()
    {
        var ml = new MLContext(seed: 1);
        var lines = Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? new Line { Text = $"paper {i}", Account = "office" }
            : new Line { Text = $"petrol {i}", Account = "car" });
        var model = Trainer.Train(ml, ml.Data.LoadFromEnumerable(lines));
        var engine = ml.Model.CreatePredictionEngine<Line, Guess>(model);
        Assert.Equal("car", engine.Predict(new Line { Text = "petrol 99" }).Account);
    }
}
