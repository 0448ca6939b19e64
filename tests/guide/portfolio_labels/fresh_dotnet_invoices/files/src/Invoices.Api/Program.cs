using Invoices.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.ML;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddApplicationInsightsTelemetry();
builder.Services.AddDbContext<Ledger>(o => o.UseSqlServer(builder.Configuration.GetConnectionString("Ledger")));
builder.Services.AddPredictionEnginePool<Line, Guess>().FromFile("model.zip");
var app = builder.Build();

app.MapPost("/guess", (Line line, PredictionEnginePool<Line, Guess> pool) => pool.Predict(line));
app.MapGet("/lines", async (Ledger ledger) => await ledger.Lines.Take(50).ToListAsync());
app.Run();

public class Ledger(DbContextOptions<Ledger> options) : DbContext(options)
{
    public DbSet<Line> Lines => Set<Line>();
}
