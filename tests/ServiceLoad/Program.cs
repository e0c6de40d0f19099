using System.CommandLine;
using NetCompiler.ServiceLoad;

var program = new Option<string>("--service") { Description = "The service's program.", Required = true };
var seconds = new Option<int>("--seconds") { Description = "How long.", DefaultValueFactory = _ => 60 };
var clients = new Option<int>("--clients") { Description = "How many ask at once.", DefaultValueFactory = _ => 64 };
var root = new RootCommand("Asks samples/Service while its weights are swapped each second, and judges each answer.") { program, seconds, clients };
root.SetAction(async parsed =>
    await LoadRun.RunAsync(parsed.GetValue(program)!, parsed.GetValue(seconds), parsed.GetValue(clients)) ? 0 : 1);
return await root.Parse(args).InvokeAsync();
