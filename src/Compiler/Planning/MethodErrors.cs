using Flows.Compiler.Binding;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Planning;

/// <summary>F06xx: what goes wrong between an equation and a method.</summary>
internal static class MethodErrors
{
    /// <summary>F0601. See docs/errors/F0601.md.</summary>
    public static Diagnostic DoesNotFit(string method, Fit fit, SourceSpan at, IEnumerable<string> running, IEnumerable<string> later)
    {
        var error = Diagnostic.Error("F0601", $"method `{method}` cannot run this flow", at, fit.Reason);
        if (fit.Blame is { } blame)
            error = error.See(blame, "stands in the way");
        if (running.Any())
            error = error.Help($"choose a method that takes this flow: {Friendly.Or(running)}");
        return !later.Any() ? error
            : running.Any() ? error.Note($"{Friendly.And(later)} would take it too; this version does not run {(later.Count() == 1 ? "it" : "them")}")
            : error.Help($"the methods of the language that take this flow are {Friendly.And(later)}; this version does not run them yet");
    }

    /// <summary>F0605. See docs/errors/F0605.md.</summary>
    public static Diagnostic NothingFits(IEnumerable<(string Method, string Reason)> reasons, SourceSpan at) =>
        reasons.GroupBy(r => r.Reason).Select(g => $"{Friendly.And(g.Select(r => r.Method))}: {g.Key}").Aggregate(Diagnostic.Error("F0605", "no method can run these flows", at, "asks for a solution"), (d, r) => d.Note(r));

    /// <summary>F0606. See docs/errors/F0606.md.</summary>
    public static Diagnostic BadNumber(OptionInfo option, double value, SourceSpan at) =>
        Diagnostic.Error("F0606", $"the option `{option.Name}` must {Range(option)}", at, $"this is {Friendly.Number(value)}");

    /// <summary>F0607. See docs/errors/F0607.md.</summary>
    public static Diagnostic BadWord(OptionInfo option, string word, SourceSpan at)
    {
        var near = Suggest.Nearest(word, option.Choices);
        return Diagnostic.Error("F0607", $"the option `{option.Name}` cannot be \"{word}\"", at, $"one of {Words(option)} is wanted")
            .Help(near is null ? null : $"did you mean \"{near}\"?");
    }

    /// <summary>F0611. See docs/errors/F0611.md.</summary>
    public static Diagnostic WrongKind(OptionInfo option, SourceSpan at) =>
        Diagnostic.Error("F0611", $"the option `{option.Name}` must be {(option.Choices.Count > 0 ? "a string" : "a number")}", at,
            option.Choices.Count > 0 ? $"this is a number; one of {Words(option)} is wanted" : "this is a string");

    private static string Words(OptionInfo option) => string.Join(", ", option.Choices.Select(c => $"\"{c}\""));

    private static string Range(OptionInfo option) => (option.Low, option.High) switch
    {
        (double.Epsilon, double.MaxValue) => "be positive and finite",
        (var low, double.MaxValue) => $"be at least {Friendly.Number(low)}",
        (double.Epsilon, var high) => $"be positive and at most {Friendly.Number(high)}",
        var (low, high) => $"lie between {Friendly.Number(low)} and {Friendly.Number(high)}",
    };

    /// <summary>F0625. See docs/errors/F0625.md.</summary>
    public static Diagnostic LeftOut(string method, OptionModel option) =>
        Diagnostic.Warning("F0625", $"the option `{option.Name}` is left out: `{method}`, named on the command line, does not take it", option.NameSpan, "said for the method of the program");

    /// <summary>F0612. See docs/errors/F0612.md.</summary>
    public static Diagnostic PromisesNothing(string quantity, string why, SourceSpan at) =>
        Diagnostic.Warning("F0612", $"nothing promises that `{quantity}` decreases", at, why).Note("the run tests it all the same");
}
