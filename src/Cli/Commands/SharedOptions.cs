using System.CommandLine;
using Flows.Cli.Sources;
using Flows.Language;
using Flows.Runtime.Results;

namespace Flows.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary>`--set name=value`.</summary>
    public static Option<Seq<NamedValue>> Set() => new("--set")
    {
        Description = "Give a param another value; may be repeated",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = NumberArgument.Settings,
    };

    /// <summary>`--threads N`.</summary>
    public static Option<int?> Threads()
    {
        var option = new Option<int?>("--threads") { Description = "Use at most N threads (default: all processors)", HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
                result.AddError("--threads takes a number from 1");
        });
        return option;
    }

    /// <summary>`--time-limit SECONDS`.</summary>
    public static Option<double?> TimeLimit() => new("--time-limit")
    {
        Description = "Stop a run after this wall time, keep what it found, and exit with 130",
        HelpName = "SECONDS",
        CustomParser = NumberArgument.Positive,
    };
}
