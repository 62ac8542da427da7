using System.Globalization;
using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Explaining;

/// <summary>Convexity, rates and stationary states in words.</summary>
internal static class FactsText
{
    /// <summary>Titles and lines.</summary>
    public static IEnumerable<(string Title, string Line)> Of(Equation equation)
    {
        var facts = equation.Facts;
        yield return ("convexity", ConvexityOf(facts.Convexity));
        foreach (var rate in facts.Rates.Select(Of))
            yield return ("rate", rate);
        foreach (var kind in facts.Stationary.GroupBy(s => s.Kind))
        {
            var constant = kind.Any(s => Substitution.DependsOn(s.Value, (Symbol)Build.Symbol("C"))) ? ", C such that the mass fits" : "";
            yield return ("stationary", $"{equation.State.Symbol.Name} = {string.Join(" or ", kind.Select(s => s.Value.ToString()))}{constant} ({kind.Key})");
        }
    }

    private static string ConvexityOf(Convexity convexity) => convexity switch
    {
        Proved { Lambda: 0 } p => $"convex along geodesics, proved ({p.By})",
        Proved p when p.Lambda > 0 => $"{Number(p.Lambda)}-convex along geodesics, proved ({p.By})",
        Proved p => $"{Number(p.Lambda)}-convex along geodesics, proved ({p.By}): not convex, steps shorter than {Number(-1 / p.Lambda)} keep each step's problem convex",
        Suspected s => $"{Number(s.Lambda)}-convex along geodesics as far as samples show ({s.By})",
        UnknownConvexity u => $"not known: {u.Why}",
        _ => "not known",
    };

    private static string Of(Rate rate)
    {
        var claim = rate.Exponent switch
        {
            > 0 => $"{rate.Quantity} falls at least like exp(-{Number(rate.Exponent)}*t)",
            0 => $"{rate.Quantity} does not grow",
            _ => $"{rate.Quantity} grows at most like exp({Number(-rate.Exponent)}*t)",
        };
        return $"{claim}: {rate.Theorem}{(rate.IsProved ? "" : ", as far as samples show")} ({rate.Source})";
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
