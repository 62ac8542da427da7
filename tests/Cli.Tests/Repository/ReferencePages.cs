using System.Globalization;
using System.Text;
using Flows.Compiler.Functions;
using Flows.Compiler.Metrics;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Runtime.Steppers;

namespace Flows.Cli.Tests.Repository;

/// <summary>The pages under docs that are made from the catalogues; FLOWC_BLESS=1 writes them.</summary>
internal static class ReferencePages
{
    private const string Note = "<!-- Made from the catalogues by FLOWC_BLESS=1 dotnet test; changes belong there. -->\n\n";

    /// <summary>docs/reference/functions.md</summary>
    public static string Functions()
    {
        var text = Begin("Functions", "What can be applied to reals and, point by point, to fields.");
        text.Append("| function | meaning | derivative | symmetry |\n| --- | --- | --- | --- |\n");
        foreach (var f in FunctionCatalog.All.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            // `max(a, b): the larger of the two` names its arguments itself.
            var named = f.Summary.StartsWith(f.Name + "(", StringComparison.Ordinal) ? f.Summary.IndexOf("): ", StringComparison.Ordinal) : -1;
            string[] names = named > 0 ? f.Summary[(f.Name.Length + 1)..named].Split(", ") : [.. "xyz".Take(f.Arity).Select(c => c.ToString())];
            var meaning = named > 0 ? f.Summary[(named + 3)..] : f.Summary;
            Seq<Expr> arguments = [.. names.Select(Build.Symbol)];
            var derivatives = Enumerable.Range(0, f.Arity).Select(i => f.Derivative(arguments, i).ToString());
            text.Append(CultureInfo.InvariantCulture, $"| `{f.Name}({string.Join(", ", names)})` | {Cell(meaning)} | {string.Join("; ", derivatives.Select(d => $"`{Cell(d)}`"))} | {Symmetry(f.Parity)} |\n");
        }
        return text.ToString();
    }

    /// <summary>docs/reference/library.md</summary>
    public static string Library()
    {
        var text = Begin("The standard library", "Modules written in the language: `open Energies`, then `F[rho] = entropy[rho] + 0.1*porous 2 [rho]`.");
        LibraryPage.Append(text);
        return text.ToString();
    }

    /// <summary>docs/reference/metrics.md</summary>
    public static string Metrics()
    {
        var text = Begin("Metrics", "A metric is an Onsager operator K: the flow is d/dt u = -K xi with xi = dF/du, and d/dt F = -<xi, K xi>.");
        foreach (var metric in MetricCatalog.All.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {metric.Name}\n\n`{metric.Summary}`\n\n");
            text.Append(CultureInfo.InvariantCulture, $"For {Kinds(metric)}. {(metric.ConservesMass ? "Conserves mass" : "Does not conserve mass")}; {(metric.KeepsPositivity ? "keeps a density non-negative" : "does not keep signs")}.\n\n");
            if (metric.Options.Count == 0)
                continue;
            text.Append("| option | default | meaning |\n| --- | --- | --- |\n");
            foreach (var option in metric.Options.AsEnumerable())
                text.Append(CultureInfo.InvariantCulture, $"| `{option.Name}` | {(option.Default is { } d ? $"`{Cell(d)}`" : "must be given")} | {Cell(option.Help)} |\n");
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>docs/reference/methods.md</summary>
    public static string Methods()
    {
        var text = Begin("Methods", "What `solve … by` can name. Only what is promised is asserted while a program runs; `flowc explain` says what each promises for a flow.");
        foreach (var method in MethodCatalog.Target.Methods.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {method.Name}\n\n{method.Summary}. {(method.Runs ? "" : "Not run by this version. ")}Source: {method.Source}.\n\n");
            if (method.Options.Count == 0)
                continue;
            text.Append("| option | default | allowed | meaning |\n| --- | --- | --- | --- |\n");
            foreach (var option in method.Options.AsEnumerable())
                text.Append(CultureInfo.InvariantCulture, $"| `{option.Name}` | {Default(option)} | {Allowed(option)} | {Cell(option.Help)} |\n");
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>docs/errors/README.md</summary>
    /// <param name="folder">The folder of the pages.</param>
    public static string Errors(string folder)
    {
        var text = Begin("Diagnostics", "`flowc explain F0301` prints a page.");
        (string Prefix, string Title)[] groups = [("F00", "Text"), ("F01", "Grammar"), ("F02", "Names"), ("F03", "Shapes"), ("F04", "Domains, states, boundaries, data"),
            ("F05", "Energies and variations"), ("F06", "Metrics, methods, plans"), ("F07", "Outputs"), ("F09", "At run time")];
        foreach (var (prefix, title) in groups)
        {
            var pages = Directory.EnumerateFiles(folder, prefix + "*.md").Order(StringComparer.Ordinal).ToArray();
            if (pages.Length == 0)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
            foreach (var page in pages)
            {
                var heading = File.ReadLines(page).First()[2..].Split(": ", 2);
                text.Append(CultureInfo.InvariantCulture, $"- [{heading[0]}]({heading[0]}.md) {heading[1]}\n");
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private static StringBuilder Begin(string title, string about) => new StringBuilder($"# {title}\n\n").Append(Note).Append(about).Append("\n\n");

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Symmetry(Parity parity) => parity switch { Parity.Even => "even", Parity.Odd => "odd", _ => "" };

    private static string Kinds(Metric metric)
    {
        var space = new Space("Omega", ["x"]);
        (StateKind Kind, string Word)[] kinds = [(StateKind.Field, "fields"), (StateKind.Density, "densities"), (StateKind.Point, "points"), (StateKind.Particles, "particles")];
        return string.Join(", ", kinds.Where(k => metric.Refuses(new StateSymbol("u", space, k.Kind)) is null).Select(k => k.Word));
    }

    private static string Default(OptionInfo option) => option.Choices.Count > 0 ? $"`\"{option.Choices[0]}\"`" : double.IsNaN(option.Default) ? "none" : $"`{option.Default.ToString("G6", CultureInfo.InvariantCulture)}`";

    private static string Allowed(OptionInfo option) => option.Choices.Count > 0 ? string.Join(", ", option.Choices.Select(c => $"`\"{c}\"`"))
        : option.Low == double.Epsilon ? "positive" : $"from {option.Low.ToString("G6", CultureInfo.InvariantCulture)}";
}
