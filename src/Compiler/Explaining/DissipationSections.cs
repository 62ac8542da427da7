using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>How a descended energy changes: −Σ ⟨ξ, Kξ⟩ over every metric of every state that descends it, and what else acts on it.</summary>
internal static class DissipationSections
{
    /// <summary>The identity where the energy falls; else why nothing is promised, and the balance where there is one.</summary>
    public static Section Of(Equation equation, Analysed analysed)
    {
        var descent = equation.Flow.Descent!;
        Equation[] descending = [.. analysed.Equations.Where(e => e.Flow.Descents.Any(d => ReferenceEquals(d.Energy, descent.Energy)))];
        Part[] rate = [new TimeRate(descent.Name, IsTotal: true), new Sign("=")];
        if (equation.Facts.Dissipative)
            return Section.Of(Question.Consequences, "dissipation", [.. rate, .. Spent(descending, isFalling: true)]);
        var why = new Statement([$"nothing is promised: {equation.Facts.WhyNotDissipative}"]);
        return Work(descending, descent, analysed) is { } work
            ? new Section(Question.Consequences, "dissipation", [why, new Statement([.. rate, .. Spent(descending, isFalling: false, work)])])
            : new Section(Question.Consequences, "dissipation", [why]);
    }

    // −⟨ξ, K₁ξ⟩ − ⟨ξ, K₂ξ⟩ ≤ 0, ξ = δF/δu
    private static Part[] Spent(Equation[] descending, bool isFalling, Part[]? gained = null)
    {
        var (spent, meant) = (new List<Part>(), new List<Part>());
        var several = descending.Length > 1;
        foreach (var equation in descending)
        {
            var isAlone = !several && equation.Flow.Descents.Count == 1;
            foreach (var descent in equation.Flow.Descents.AsEnumerable())
            {
                var (value, meaning) = MetricSections.Dissipation(descent, equation.State, several, isAlone);
                if (MetricSections.Negated(value) is { } positive)
                    spent.AddRange(spent.Count == 0 ? [positive] : [new Sign("+"), positive]);
                else
                    spent.AddRange([new Sign("-"), value]);
                // Metrics of one state share their xi.
                if (!meant.OfType<Plain>().Any(p => p == meaning[0]))
                    meant.AddRange([", ", .. meaning]);
            }
        }
        return [.. spent, .. gained is null ? (Part[])[] : [new Sign("+"), .. gained], .. isFalling ? (Part[])[new Sign("<="), Build.Zero] : [], .. meant];
    }

    // What time and the sides do where they are all that acts besides the descent; else null.
    private static Part[]? Work(Equation[] descending, DescentModel descent, Analysed analysed)
    {
        var states = Substitution.States(descent.Energy);
        if (analysed.Equations.Where(e => states.Contains(e.State.Symbol)).Any(e => !IsDescentAlone(e.Flow, descent)))
            return null;
        var gain = HamiltonianBalance.Gains(descent.Energy);
        Seq<SideWork> work = [.. descending.SelectMany(e => SideWork.Of(e.State, e.Variations[0]))];
        return gain is Number { Value.IsZero: true } && work.Count == 0 ? null : BalanceText.Of(gain, work);
    }

    private static bool IsDescentAlone(FlowModel flow, DescentModel descent) => flow.Descents.Count > 0 && flow.Drift.Count == 0 && flow.Hamiltonians.Count == 0 && flow.Noise is null
        && flow.Descents.All(d => ReferenceEquals(d.Energy, descent.Energy) && d.Open.Count == 0 && d.Metric.WhyNoDecay(d.Arguments) is null) && !flow.State.Symbol.IsPoint;
}
