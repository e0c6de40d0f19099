using System.Globalization;
using System.Xml.Linq;

namespace NetCompiler.Reports;

/// <summary>A drawing as part of a page: its ids are its own, its texts are in the page's font.</summary>
internal static class SvgFragment
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static XElement Create(Figure figure)
    {
        XElement root = XDocument.Parse(figure.ToSvg()).Root!;
        RenameIds(root, figure.Name);
        foreach (XElement text in root.Descendants(Svg + "text"))
        {
            FixText(text);
        }

        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {figure.Width} {figure.Height}"));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", figure.Title);
        return root;
    }

    /// <summary>All drawings of a page share one space of ids.</summary>
    private static void RenameIds(XElement root, string prefix)
    {
        Dictionary<string, string> names = [];
        foreach (XAttribute id in root.Descendants().Attributes("id"))
        {
            id.Value = names[id.Value] = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{names.Count}");
        }

        foreach (XAttribute attribute in root.Descendants().Attributes())
        {
            if (attribute.Value.StartsWith("url(#", StringComparison.Ordinal))
            {
                attribute.Value = $"url(#{names[attribute.Value[5..^1]]})";
            }
            else if (attribute.Name.LocalName == "href" && attribute.Value.StartsWith('#'))
            {
                attribute.Value = "#" + names[attribute.Value[1..]];
            }
        }
    }

    /// <summary>Each sign has its place in a list: no sign may be added or lost, so the indentation goes and all other blanks stay.</summary>
    private static void FixText(XElement text)
    {
        text.Value = text.Value.Trim('\n', '\t');
        text.SetAttributeValue(XNamespace.Xml + "space", "preserve");
        foreach (string list in new[] { "x", "y" })
        {
            text.SetAttributeValue(list, text.Attribute(list)?.Value.TrimEnd(',', ' '));
        }

        // Who reads the page may lack the font that it was drawn with.
        text.SetAttributeValue("font-family", $"{text.Attribute("font-family")!.Value}, sans-serif");
    }
}
