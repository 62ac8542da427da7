using System.CommandLine;
using Flows.Cli.Reports;
using Flows.Cli.Sources;
using Flows.Compiler.Explaining;
using Flows.Language;
using Flows.Runtime.Results;

namespace Flows.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary>One or more paths. What looks like an option is one that does not exist, not a file.</summary>
    public static Argument<string[]> Paths(string name, string description, Command command)
    {
        var paths = new Argument<string[]>(name) { Description = description, Arity = ArgumentArity.OneOrMore };
        paths.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (token.Value.Length > 1 && token.Value.StartsWith('-'))
                    result.AddError(UsageReport.NoSuch("option", token.Value, UsageReport.OptionsOf(command)));
        });
        return paths;
    }

    /// <summary>`--set name=value`.</summary>
    public static Option<Seq<NamedValue>> Set() => new("--set")
    {
        Description = "Give a param another value; may be repeated",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = NumberArgument.Settings,
    };

    /// <summary>`--format`.</summary>
    /// <param name="description">What the formats are.</param>
    /// <param name="formats">Those that the command writes; the first is the default.</param>
    public static Option<ExplanationFormat> Format(string description, params ExplanationFormat[] formats)
    {
        string[] words = [.. formats.Select(f => f.ToString().ToLowerInvariant())];
        return new("--format")
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => formats[0],
            CustomParser = result =>
            {
                if (Array.FindIndex(words, w => w.Equals(result.Tokens[0].Value, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at)
                    return formats[at];
                result.AddError($"--format takes {string.Join(", ", words[..^1])} or {words[^1]}");
                return formats[0];
            },
        };
    }

    /// <summary>`--allow-read`.</summary>
    public static Option<bool> AllowRead() => new("--allow-read")
    {
        Description = "Let the program read files outside of its own folder",
    };

    /// <summary>`--threads N`.</summary>
    public static Option<int?> Threads() => new("--threads")
    {
        Description = "Use at most N threads (default: all processors)",
        HelpName = "N",
        CustomParser = NumberArgument.Count,
    };

    /// <summary>`--max-memory SIZE`.</summary>
    public static Option<long?> MaxMemory() => new("--max-memory")
    {
        Description = "Refuse what needs more memory, like 512M or 8G (default: 80% of the machine's)",
        HelpName = "SIZE",
        CustomParser = NumberArgument.Size,
    };

    /// <summary>`--time-limit SECONDS`.</summary>
    public static Option<double?> TimeLimit() => new("--time-limit")
    {
        Description = "Stop a run after this wall time, keep what it found, and exit with 130",
        HelpName = "SECONDS",
        CustomParser = NumberArgument.Positive,
    };
}
