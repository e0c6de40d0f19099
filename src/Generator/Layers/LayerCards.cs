using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// The kinds of layers that users can write: the cards that the records of layers have as static properties. They are found, not written down, so
/// that none can be forgotten.
/// </summary>
internal static class LayerCards
{
    public static IReadOnlyList<LayerCard> All { get; } =
    [
        .. typeof(LayerOp).Assembly.GetTypes().Where(typeof(LayerOp).IsAssignableFrom)
            .SelectMany(kind => kind.GetProperties(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(property => property.PropertyType == typeof(LayerCard))
            .Select(property => (LayerCard)property.GetValue(null))
            .OrderBy(card => card.ClassName, StringComparer.Ordinal),
    ];

    private static readonly Dictionary<string, LayerCard> ByClass = All.ToDictionary(card => card.ClassName, StringComparer.Ordinal);

    /// <summary>The layer whose attribute's class has this full name; null for none.</summary>
    public static LayerCard? Find(string className) => ByClass.TryGetValue(className, out LayerCard? card) ? card : null;
}
