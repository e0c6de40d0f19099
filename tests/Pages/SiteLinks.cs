using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NetCompiler.Pages;

/// <summary>What the pages of a site lead to: each file has to be there, and each place in it.</summary>
/// <param name="Pages">Pages that were read.</param>
/// <param name="Links">Links within the site.</param>
/// <param name="Dead">Those that lead nowhere, with their page.</param>
internal sealed record SiteLinks(int Pages, int Links, IReadOnlyList<string> Dead)
{
    public static SiteLinks Follow(string folder)
    {
        folder = Path.GetFullPath(folder);
        var parser = new HtmlParser();
        Dictionary<string, HashSet<string>> places = new(StringComparer.Ordinal);
        List<(string Page, string Target, string Place)> links = [];
        foreach (string page in Directory.EnumerateFiles(folder, "*.html", SearchOption.AllDirectories))
        {
            using IDocument document = parser.ParseDocument(File.ReadAllText(page));
            places[page] = [.. document.All.Select(element => element.Id).OfType<string>()];
            IEnumerable<string?> targets = [.. document.QuerySelectorAll("[href]").Select(link => link.GetAttribute("href")),
                .. document.QuerySelectorAll("[src]").Select(link => link.GetAttribute("src"))];
            foreach (string target in targets.OfType<string>().Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)))
            {
                string[] parts = target.Split('#', 2);
                string path = parts[0].Length == 0 ? page
                    : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0].Split('?')[0])));
                links.Add((page, path, parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : ""));
            }
        }

        return new SiteLinks(places.Count, links.Count, [.. links.Where(IsDead)
            .Select(link => $"{Path.GetRelativePath(folder, link.Page)}: {Path.GetRelativePath(folder, link.Target)}#{link.Place}").Distinct()]);

        bool IsDead((string Page, string Target, string Place) link) =>
            !Path.Exists(link.Target)
            || (link.Place.Length > 0 && places.TryGetValue(link.Target, out HashSet<string>? ids) && !ids.Contains(link.Place));
    }
}
