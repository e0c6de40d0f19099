using Digits;
using NetCompiler;
using Service;

// A service that reads digits: POST 784 pixels from 0 (paper) to 1 (ink) to /digits. Replace the file of weights while it runs, and from then on it
// answers by the new ones. GET /health says how it is; `dotnet-counters monitor --counters NetCompiler` shows what it does.
var builder = WebApplication.CreateBuilder(args);
string weights = builder.Configuration["weights"] ?? "digits.safetensors";
if (!File.Exists(weights))
{
    FirstWeights.Train(weights);
}

builder.Services.AddNetwork(weights, path => DigitClassifier.Load(path), reloadEvery: TimeSpan.FromMilliseconds(200));
builder.Services.AddHealthChecks().AddNetwork<DigitClassifier>();

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapPost("/digits", (float[] pixels, NetworkHolder<DigitClassifier> digits) =>
{
    if (pixels.Length != digits.Network.InputFloats)
    {
        return Results.Problem($"{pixels.Length} pixels; expected {digits.Network.InputFloats}.", statusCode: StatusCodes.Status400BadRequest);
    }

    var probabilities = new float[10];
    NetworkVersion<DigitClassifier> version = digits.Predict(pixels, probabilities);
    return Results.Ok(new Reading(Array.IndexOf(probabilities, probabilities.Max()), probabilities, version.Number));
});
app.Run();
