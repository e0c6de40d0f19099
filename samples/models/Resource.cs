#:property PublishAot=false
// Resource.cs LIBRARY NAME FILE: writes a resource of an assembly into a file.
using System.Reflection;

using Stream resource = Assembly.LoadFrom(args[0]).GetManifestResourceStream(args[1])
    ?? throw new FileNotFoundException($"{args[0]} has no resource {args[1]}.");
using FileStream file = File.Create(args[2]);
resource.CopyTo(file);
