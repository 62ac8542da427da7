using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Flows.Agreement.Tests.Drawing;

/// <summary>An axis: an interval, or a circle.</summary>
internal sealed record DrawnAxis(double Low, double High, bool IsPeriodic)
{
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{(IsPeriodic ? "periodic " : "")}[{Low}, {High}]");
}

/// <summary>A state.</summary>
/// <param name="Name">u, v; rho, sigma.</param>
/// <param name="IsDensity">Whether it is a density.</param>
/// <param name="Start">Its initial value.</param>
/// <param name="Sides">Its conditions, each for itself.</param>
/// <param name="Metric">`L2 { mobility = 2 }`, or empty where it is turned by a Hamiltonian.</param>
/// <param name="Added">Terms that are added to its flow.</param>
internal sealed record DrawnState(string Name, bool IsDensity, string Start, Seq<string> Sides, string Metric, Seq<string> Added)
{
    /// <summary>` mass 2`, ` mass initial`, or empty.</summary>
    public string Mass { get; init; } = "";
}

/// <summary>A whole program but for the way in which it is solved.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Axes">One or two.</param>
/// <param name="States">One or two.</param>
/// <param name="Energy">Integrands.</param>
/// <param name="Outer">Summands of the energy that are no single integral.</param>
/// <param name="Until">The end.</param>
internal sealed partial record Draw(ulong Seed, Seq<DrawnAxis> Axes, Seq<DrawnState> States, Seq<string> Energy, Seq<string> Outer, double Until)
{
    /// <summary>Whether the two states are turned by a Hamiltonian.</summary>
    public bool IsHamiltonian { get; init; }

    /// <summary>The number of axes.</summary>
    public int Dimension => Axes.Count;

    /// <summary>Whether time appears in it.</summary>
    public bool DependsOnTime => Energy.Concat(Outer).Concat(States.SelectMany(s => s.Sides.Concat(s.Added).Append(s.Metric))).Any(TimeName().IsMatch);

    /// <summary>Whether a value or a slope is prescribed.</summary>
    public bool IsHeld => States.Any(s => s.Sides.Any(c => !c.StartsWith("noflux", StringComparison.Ordinal)));

    /// <summary>Whether value and slope are prescribed on one side.</summary>
    public bool IsClamped => States.Any(s => s.Sides.Any(c => c.StartsWith($"{s.Name}' = ", StringComparison.Ordinal) && s.Sides.Any(o => o.StartsWith($"{s.Name} = ", StringComparison.Ordinal) && o.Split(" on ")[1] == c.Split(" on ")[1])));

    /// <summary>Whether a term is added to a descent.</summary>
    public bool HasAdded => States.Any(s => s.Added.Count > 0);

    /// <summary>The program.</summary>
    /// <param name="cells">Along each axis.</param>
    /// <param name="method">`implicit { dt = 0.1 }`, or empty for the default.</param>
    public string Text(int cells, string method)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"domain D = {string.Join(" * ", Axes.Select(a => a.Text))}");
        foreach (var s in States)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"state {s.Name} : {(s.IsDensity ? "density" : "field")} on D{s.Mass} = {s.Start}{(s.Sides.Count > 0 ? $" where {string.Join(", ", s.Sides)}" : "")}");
        var names = string.Join(", ", States.Select(s => s.Name));
        text.AppendLine(CultureInfo.InvariantCulture, $"F[{names}] = {string.Join(" + ", Energy.Select(e => $"(int {e})").Concat(Outer))}");
        if (IsHamiltonian)
            text.AppendLine(CultureInfo.InvariantCulture, $"flow ({names}) = hamilton F");
        else
            foreach (var s in States)
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"flow {s.Name} = {string.Join(" + ", new[] { s.Metric.Length > 0 ? $"descend F in {s.Metric}" : "" }.Where(m => m.Length > 0).Concat(s.Added.Select(a => $"({a})")))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"solve on {string.Join('*', Axes.Select(_ => cells))} cells{(method.Length > 0 ? $" by {method}" : "")} until {Until}");
        foreach (var s in States)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"observe {s.Name}1 = int {s.Name}");
            text.AppendLine(CultureInfo.InvariantCulture, $"observe {s.Name}2 = int {s.Name}^2");
            text.AppendLine(CultureInfo.InvariantCulture, $"observe {s.Name}w = int {s.Name}*{string.Join("*", Axes.Select(Weight))}");
            text.AppendLine(CultureInfo.InvariantCulture, $"observe {s.Name}p = {s.Name}({string.Join(", ", Axes.Select((a, i) => (a.Low + (0.37 + 0.2 * i) * (a.High - a.Low)).ToString("G6", CultureInfo.InvariantCulture)))})");
        }
        text.AppendLine("observe energy = F");
        return text.ToString().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\bt\b")]
    private static partial Regex TimeName();

    // Smooth, of no symmetry, and as periodic as the axis.
    private static string Weight(DrawnAxis axis, int i) => axis.IsPeriodic
        ? $"(1 + sin({Drawer.Phase(axis, i)} + 1))" : i == 0 ? "exp(x/2)" : "exp(-y/3)";

    /// <summary>Simpler programs that might show the same.</summary>
    public IEnumerable<Draw> Simpler()
    {
        for (var i = 0; i < Energy.Count + Outer.Count; i++)
            if (Energy.Count + Outer.Count > 1)
                yield return this with { Energy = [.. Energy.Where((_, k) => k != i)], Outer = [.. Outer.Where((_, k) => k != i - Energy.Count)] };
        for (var s = 0; s < States.Count; s++)
        {
            var (state, place) = (States[s], s);
            Draw With(DrawnState simpler) => this with { States = [.. States.Select((x, k) => k == place ? simpler : x)] };
            for (var i = 0; i < state.Added.Count; i++)
                yield return With(state with { Added = [.. state.Added.Where((_, k) => k != i)] });
            if (state.Sides.Count > 0)
                yield return With(state with { Sides = [] });
            for (var i = 0; i < state.Sides.Count; i++)
                yield return With(state with { Sides = [.. state.Sides.Where((_, k) => k != i)] });
            if (state.Metric.IndexOf('{') is > 0 and var brace)
                yield return With(state with { Metric = state.Metric[..(brace - 1)] });
        }
    }
}
