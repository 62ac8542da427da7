using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>Writes what changes an energy besides its descent: time itself, and work on the sides.</summary>
internal static class BalanceText
{
    /// <summary>`int … + cos(t)*d/dn u on left + …`.</summary>
    /// <param name="gain">∂F/∂t.</param>
    /// <param name="work">What the sides do.</param>
    public static Part[] Of(Expr gain, Seq<SideWork> work)
    {
        var written = new List<Part>();
        if (gain is not Number { Value.IsZero: true })
            written.Add(gain);
        foreach (var side in work.AsEnumerable())
        {
            if (written.Count > 0)
                written.Add(new Sign("+"));
            written.AddRange(Of(side));
        }
        return [.. written];
    }

    private static Part[] Of(SideWork side)
    {
        var term = side.Term;
        var point = new Point(side.State.Space, 0);
        var place = $" {(point.Space.Dimension == 1 ? "on" : "integrated over")} {BoundarySections.Name(term.Axis, term.IsUpper)}";
        if (side.Rate is { } rate)
            return [NaturalText.Whole(term with { Expression = rate * term.Expression }, point), place];
        var moved = new TimeRate(side.State.Name, IsTotal: false);
        return term.Expression is Number { Value.IsOne: true } ? [moved, place] : ["(", NaturalText.Whole(term, point), ") ", moved, place];
    }
}
