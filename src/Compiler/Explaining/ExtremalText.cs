using System.Globalization;
using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Explaining;

/// <summary>What is minimised, compared and varied, in words and formulas.</summary>
internal static class ExtremalText
{
    private static readonly string[] Lower = ["left", "bottom", "back"];
    private static readonly string[] Upper = ["right", "top", "front"];

    /// <summary>Titles and lines.</summary>
    public static IEnumerable<(string Title, string Body)> Of(Analysed analysed)
    {
        IEnumerable<(string, string)> minimized = analysed.Extremal is { } extremal ? Minimized(extremal) : [];
        return minimized.Concat(analysed.Model.Compares.SelectMany(Compared)).Concat(analysed.Model.Varies.SelectMany(Varied));
    }

    private static IEnumerable<(string, string)> Minimized(Extremal extremal)
    {
        var model = extremal.Model;
        yield return ("minimized", $"{model.Name} = {model.Energy}, over {string.Join(", ", model.Over.Select(s => s.Symbol.Name))}");
        foreach (var held in model.Constraints.AsEnumerable())
            yield return ("subject to", $"{held.Name} = {Number(held.Target)}, {held.Name} = {held.Value}");
        foreach (var condition in extremal.Conditions.AsEnumerable())
        {
            var name = condition.State.Symbol.Name;
            if (condition.Variation is not { } variation)
            {
                yield return ("stationary", $"0 = ({string.Join(", ", condition.Gradient.Select(g => g.ToString()))})");
                continue;
            }
            yield return ("stationary", $"0 = {variation.Display}");
            foreach (var line in Sides(condition.State, variation))
                yield return ("boundary", line);
            if (condition.Invariant is { } invariant)
                yield return ("invariant", $"{invariant} does not change along a stationary {name}");
            if (condition.Second is { } second)
                yield return ("second", $"{second}, not negative for any {StationaryCondition.Direction} at a minimum over {name}");
        }
    }

    private static IEnumerable<string> Sides(StateModel state, Variation variation)
    {
        for (var axis = 0; axis < state.Domain.Axes.Count; axis++)
        {
            if (state.Domain.Axes[axis].IsPeriodic)
                continue;
            foreach (var upper in new[] { false, true })
            {
                var side = (upper ? Upper : Lower)[axis];
                var name = state.Symbol.Name;
                var natural = variation.Natural.Where(t => t.Of != BoundaryFactor.Corner && t.Axis == axis && t.IsUpper == upper).Select(t => $"{t.Expression} = 0").ToArray();
                yield return state.On(axis, upper) switch
                {
                    { Kind: BoundaryKind.Dirichlet } b => $"{side}: {name} = {b.Value} (prescribed)",
                    { Kind: BoundaryKind.Neumann, Value: var g } => $"{side}: d/dn {name} = {g} (prescribed)",
                    { Kind: BoundaryKind.NoFlux } => $"{side}: {name} is reflected evenly (no flux)",
                    _ => natural.Length == 0 ? $"{side}: nothing" : $"{side}: {string.Join(", ", natural)} (natural)",
                };
            }
        }
    }

    private static IEnumerable<(string, string)> Compared(CompareModel compare)
    {
        foreach (var c in compare.Candidates.AsEnumerable())
            yield return ("compared", $"{compare.Name}.{c.Name} = {(c.Value is { } value ? Digits(value) : c.Energy.ToString())}, {c.Name} = {string.Join(' ', c.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
    }

    private static IEnumerable<(string, string)> Varied(VaryModel vary)
    {
        yield return ("varied", $"{vary.Name} at {vary.State.Name} = {vary.At} + eps*({vary.Along})");
        yield return ("", vary.Coefficients.Count > 0 ? $"{vary.Name}(eps) = {Polynomial(vary)}" : $"{vary.Name}(eps) = {vary.Curve}");
        yield return ("slope", $"{vary.Name}'(0) = {Closed(vary.Slope)}");
        yield return ("", $"<d{vary.Name}/d{vary.State.Name}, eta> = {Closed(vary.Pairing)}{Apart(vary)}");
    }

    // What the two differ by stands on the sides.
    private static string Apart(VaryModel vary) =>
        vary.Slope.Value is { } slope && vary.Pairing.Value is { } pairing && Math.Abs(slope - pairing) > 1e-8 * (1 + Math.Abs(slope))
            ? $"; the difference {Digits(slope - pairing)} stands on the sides, where eta is not 0 and the natural conditions do not hold"
            : "";

    private static string Closed(ClosedModel closed) => closed.Value is { } value ? Digits(value) : closed.Expression.ToString();

    private static string Polynomial(VaryModel vary)
    {
        // What quadrature leaves of a coefficient that vanishes.
        var noise = 1e-13 * vary.Coefficients.Max(Math.Abs);
        var terms = vary.Coefficients.Select((c, k) => (Value: c, Text: k switch { 0 => Digits(c), 1 => $"{Digits(c)}*eps", _ => $"{Digits(c)}*eps^{k}" }))
            .Where(t => Math.Abs(t.Value) > noise).Select(t => t.Text).ToArray();
        return terms.Length == 0 ? "0" : string.Join(" + ", terms).Replace("+ -", "- ", StringComparison.Ordinal);
    }

    private static string Digits(double value) => double.IsPositiveInfinity(value) ? "infinity" : double.IsNegativeInfinity(value) ? "-infinity"
        : Math.Abs(value) < 1e-14 ? "0" : value.ToString("G8", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
