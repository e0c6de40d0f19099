using NetCompilerApp;

var test = SpiralData.Draw(300, seed: 2);
var network = Training.Run(SpiralData.Draw(900, seed: 1), test, seed: 42, epochs: 30);
Console.WriteLine($"accuracy on points that it has not seen: {Training.Score(network, test):0.000}");

network.Save("spirals.safetensors");
Console.WriteLine("The weights are in spirals.safetensors.");
