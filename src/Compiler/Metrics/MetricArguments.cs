using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>What a metric is given in one flow.</summary>
/// <param name="State">The state that flows.</param>
/// <param name="At">The ambient point of its space.</param>
/// <param name="Mobility">m at that point.</param>
public sealed record MetricArguments(StateSymbol State, Point At, Expr Mobility)
{
    /// <summary>The options of kind Field and Number that are given, by name.</summary>
    public IReadOnlyDictionary<string, Expr> Reals { get; init; } = new Dictionary<string, Expr>();

    /// <summary>The kernel that is given: of as many reals as space has dimensions; null for the radial basis function.</summary>
    public Function? Kernel { get; init; }

    /// <summary>The matrix that is given, row by row; empty where there is none.</summary>
    public Seq<Seq<Expr>> Matrix { get; init; } = [];

    /// <summary>The model that is given: the logarithm of a likelihood at <see cref="Place"/>, of the state's components.</summary>
    public Expr? Model { get; init; }

    /// <summary>A point of the domain or the data that is given.</summary>
    public Point? Place { get; init; }

    /// <summary>A real option, or what it is when not given.</summary>
    public Expr Real(string name, Expr otherwise) => Reals.TryGetValue(name, out var value) ? value : otherwise;

    /// <summary>The components of the state, of a point.</summary>
    public Seq<Expr> Components => [.. Enumerable.Range(0, State.Space.Dimension).Select(i => Build.Component(State, i))];

    /// <summary>The value of an option as `explain` shows it: as given, else the default; null where there is none.</summary>
    public string? InForce(MetricOption option) => option.Kind switch
    {
        MetricOptionKind.Field => option.Name == "mobility" ? Mobility.ToString() : Real(option.Name, 1).ToString(),
        MetricOptionKind.Number => Reals.TryGetValue(option.Name, out var value) ? value.ToString() : option.Default,
        MetricOptionKind.Kernel => Kernel?.Summary ?? option.Default,
        MetricOptionKind.Matrix => $"[{string.Join("; ", Matrix.Select(row => $"[{string.Join("; ", row.Select(e => e.ToString()))}]"))}]",
        MetricOptionKind.Model => Model?.ToString(),
        MetricOptionKind.Place => Place?.Space.Name,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
