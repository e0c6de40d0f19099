using System.CommandLine;
using System.Globalization;
using FaceDetector;
using SkiaSharp;

var picture = new Option<string?>("--picture") { Description = "A picture with faces; without one the program paints some." };
var output = new Option<string>("--output") { Description = "Where to draw the boxes (PNG).", DefaultValueFactory = _ => "faces.png" };
var weights = new Option<string>("--weights")
{
    Description = "The weights.", DefaultValueFactory = _ => "samples/FaceDetector/FaceNetwork.safetensors",
};
var root = new RootCommand("Finds faces, by BlazeFace.") { picture, output, weights };
root.SetAction(parsed => Run(parsed.GetValue(picture), parsed.GetValue(output)!, parsed.GetValue(weights)!));
return root.Parse(args).Invoke();

static int Run(string? picture, string output, string weights)
{
    if (!File.Exists(weights))
    {
        Console.WriteLine("The weights are not in the repository. samples/FaceDetector/fetch.sh fetches them.");
        return 1;
    }

    using SKBitmap bitmap = picture is null ? Picture.Paint()
        : SKBitmap.Decode(picture) ?? throw new InvalidDataException($"{picture} is no picture.");
    List<Face> faces = new Detector(weights).Find(Picture.Pixels(bitmap));
    foreach (Face face in faces)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{face.Score:0.00} at {face.X * bitmap.Width:0}, {face.Y * bitmap.Height:0}, "
            + $"{face.Width * bitmap.Width:0} wide and {face.Height * bitmap.Height:0} high"));
    }

    Picture.Draw(bitmap, faces);
    using FileStream file = File.Create(output);
    bitmap.Encode(file, SKEncodedImageFormat.Png, quality: 100);
    Console.WriteLine($"faces: {faces.Count}, drawn in {output}");
    return 0;
}
