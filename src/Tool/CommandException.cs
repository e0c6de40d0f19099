namespace NetCompiler.Tool;

/// <summary>Why a command cannot do what it is told; the message is all that is shown.</summary>
internal sealed class CommandException(string message) : Exception(message);
