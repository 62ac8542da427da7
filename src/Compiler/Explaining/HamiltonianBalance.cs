using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>What becomes of a Hamiltonian along the flow that it turns.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Gain">∂H/∂t: 0 where time does not occur in it.</param>
/// <param name="Work">What the sides do.</param>
internal sealed record HamiltonianBalance(string Name, Expr Gain, Seq<SideWork> Work)
{
    /// <summary>Whether nothing is done.</summary>
    public bool IsConserved => Gain is Number { Value.IsZero: true } && Work.Count == 0;

    /// <summary>The balance where every state that H depends on is turned by H and by nothing else; else null.</summary>
    public static HamiltonianBalance? Of(Equation equation, Analysed analysed)
    {
        if (equation.Flow is not { Hamiltonians: [var h, ..], Descents.Count: 0, Drift.Count: 0, Noise: null })
            return null;
        var moved = Substitution.States(h.Energy);
        var flows = analysed.Equations.Select(e => e.Flow).Where(f => moved.Contains(f.State.Symbol)).ToArray();
        if (flows.Any(f => f.Descents.Count > 0 || f.Drift.Count > 0 || f.Noise is not null || f.Hamiltonians is not [var only] || !ReferenceEquals(only.Energy, h.Energy)))
            return null;
        return new HamiltonianBalance(h.Name, Gains(h.Energy), equation.State.Symbol.IsPoint ? []
            : [.. flows.SelectMany(f => SideWork.Of(f.State, FunctionalDerivative.Of(h.Energy, f.State.Symbol)))]);
    }

    /// <summary>∂F/∂t, the states held fixed.</summary>
    public static Expr Gains(Expr energy) => TimeDependence.Of(energy) ? Derivative.Of(Definitions.Expand(energy), Build.Time) : Build.Zero;
}
