using System.CommandLine;
using NetCompiler.Pages;

var folder = new Argument<string>("folder") { Description = "The folder that is served." };
var pictures = new Option<string?>("--pictures") { Description = "Where to put pictures of the pages, in three widths, light and dark." };

var sample = new Command("sample", "Uses the page of samples/Browser as its user would.") { folder, pictures };
sample.SetAction((parsed, _) => SampleCheck.RunAsync(parsed.GetValue(folder)!, parsed.GetValue(pictures)));
var site = new Command("site", "Follows the links of the documentation, and looks for answers as a reader does.") { folder, pictures };
site.SetAction((parsed, _) => SiteCheck.RunAsync(parsed.GetValue(folder)!, parsed.GetValue(pictures)));
return await new RootCommand("Checks of pages in Chromium.") { sample, site }.Parse(args).InvokeAsync();
