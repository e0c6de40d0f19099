using System.Text;
using System.Xml.Linq;

namespace NetCompiler.Reports;

/// <summary>Elements of a page. Text is escaped by construction, and the page is well-formed as XML, too.</summary>
internal static class HtmlPage
{
    /// <summary>Elements that have no end tag; all others need one, even if empty.</summary>
    private static readonly HashSet<string> Void = ["meta", "img", "br"];

    public static XElement Element(string name, params object?[] content) => new(name, content);

    public static XAttribute Class(string value) => new("class", value);

    /// <summary>A picture as part of the page.</summary>
    public static XElement Picture(byte[] png, string description) =>
        Element("img", new XAttribute("src", DataUri("image/png", png)), new XAttribute("alt", description));

    /// <param name="headings">One a column; those that begin with <c>#</c> are of numbers.</param>
    /// <param name="rows">As many cells each.</param>
    /// <param name="totals">A row below, or null.</param>
    public static XElement Table(string[] headings, IEnumerable<string[]> rows, string[]? totals = null)
    {
        bool[] numbers = Array.ConvertAll(headings, heading => heading.StartsWith('#'));
        XElement Row(string cell, IEnumerable<string> texts) =>
            Element("tr", texts.Select((text, i) => Element(cell, numbers[i] ? Class("number") : null, text)));
        return Element(
            "table",
            Element("thead", Row("th", headings.Select(heading => heading.TrimStart('#')))),
            Element("tbody", rows.Select(row => Row("td", row))),
            totals is null ? null : Element("tfoot", Row("td", totals)));
    }

    /// <summary>A whole page that needs nothing from outside.</summary>
    public static string Write(string title, IEnumerable<XElement> content)
    {
        XElement page = Element(
            "html",
            new XAttribute("lang", "en"),
            Element(
                "head",
                Element("meta", new XAttribute("charset", "utf-8")),
                Element("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                Element("title", title),
                Element("style", Style())),
            Element("body", Element("main", content)));
        foreach (XElement empty in page.Descendants().Where(element =>
            element.IsEmpty && element.Name.Namespace == XNamespace.None && !Void.Contains(element.Name.LocalName)))
        {
            empty.Value = "";
        }

        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static string Style()
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("The assembly has no style sheet.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string DataUri(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";
}
