using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>
/// The rates of an implicit step from a (<see cref="GridRole.State"/>) to b (<see cref="GridRole.Base"/>) and their derivatives by b: potentials averaged between the
/// two by a rule, everything else taken at one place between them.
/// </summary>
/// <param name="Potentials">Every potential of the system, averaged; each gets an array.</param>
/// <param name="PotentialChanges">Their changes.</param>
/// <param name="Rates">∂u/∂t over potentials and states.</param>
/// <param name="RateChanges">Their changes, over changes of states, potentials and means.</param>
/// <param name="Dissipation">⟨ξ, Kξ⟩ per cell volume, likewise.</param>
/// <param name="Means">Means that the rates need.</param>
/// <param name="MeanChanges">The changes of their numerators and denominators.</param>
public sealed record GridStepForms(
    Seq<Expr> Potentials, Seq<Expr> PotentialChanges, Seq<Expr> Rates, Seq<Expr> RateChanges, Expr Dissipation, Seq<GridMean> Means, Seq<GridMean> MeanChanges)
{
    /// <summary>Potentials near sides, where those do not hold, and their changes.</summary>
    public Seq<(GridStrip Averages, GridStrip Changes)> Strips { get; init; } = [];

    /// <summary>How far the scalar of a mean's change lies behind that of the mean.</summary>
    public const int MeanChangeOffset = 32;

    /// <summary>The forms of a rule.</summary>
    /// <param name="plan">The flows.</param>
    /// <param name="positions">Where between a and b potentials are taken, in [0, 1].</param>
    /// <param name="weights">Their weights, of sum 1.</param>
    /// <param name="place">Where mobilities and added terms are taken.</param>
    public static GridStepForms Of(GridSystemPlan plan, ReadOnlySpan<double> positions, ReadOnlySpan<double> weights, double place)
    {
        var potentials = new Expr[plan.Potentials.Count];
        var changes = new Expr[plan.Potentials.Count];
        for (var k = 0; k < potentials.Length; k++)
        {
            (potentials[k], changes[k]) = Averaged(plan.Energies[plan.Potentials[k].Energy].Gradient(plan.Potentials[k].State), positions, weights);
        }
        var strips = new (GridStrip, GridStrip)[plan.Strips.Count];
        for (var s = 0; s < strips.Length; s++)
        {
            var strip = plan.Strips[s];
            var (averages, changed) = (new Expr[strip.Gradients.Count], new Expr[strip.Gradients.Count]);
            for (var k = 0; k < averages.Length; k++)
                (averages[k], changed[k]) = Averaged(strip.Gradients[k], positions, weights);
            strips[s] = (strip with { Gradients = [.. averages] }, strip with { Gradients = [.. changed] });
        }
        Expr At(Expr e) => GridMix.Between(e, place, place);
        return new GridStepForms(
            [.. potentials], [.. changes], [.. plan.Rates.Select(At)], [.. plan.Rates.Select(r => At(WithMeans(r)))], At(plan.Dissipation),
            [.. plan.Means.Select(m => new GridMean(At(m.Numerator), At(m.Denominator)))],
            [.. plan.Means.Select(m => new GridMean(At(GridForms.Changed(m.Numerator)), At(GridForms.Changed(m.Denominator))))])
        {
            Strips = [.. strips],
        };
    }

    /// <summary>What the rate of a state changes by in a cell where the state changes by one in that cell alone.</summary>
    /// <param name="state">Which state.</param>
    public Expr OwnChange(int state)
    {
        var change = RateChanges[state];
        var parts = new List<Expr>();
        foreach (var load in GridForms.Loads(change).ToArray())
        {
            var (role, index, at) = GridArray.Read(load);
            if (role == GridRole.Change && index == state && at == Shift.None)
                parts.Add(Derivative.Of(change, load));
            else if (role == GridRole.PotentialChange && index < PotentialChanges.Count)
                parts.Add(Derivative.Of(change, load) * GridForms.Moved(Derivative.Of(PotentialChanges[index], GridArray.Value(GridRole.Change, state, -at)), at));
        }
        return Build.Sum([.. parts]);
    }

    private static (Expr Average, Expr Change) Averaged(Expr gradient, ReadOnlySpan<double> positions, ReadOnlySpan<double> weights)
    {
        var average = GridMix.Average(gradient, positions, weights);
        return (average, GridMix.AverageChange(gradient, positions, weights) + WeightsChanged(average));
    }

    // What a functional of functionals adds: its weights change.
    private static Expr WeightsChanged(Expr potential) => Build.Sum([.. Substitution.All(potential).OfType<Scalar>()
        .Where(s => s.Index is >= GridScalars.FirstWeight and < GridScalars.FirstWeight + GridScalars.MostWeights).ToArray()
        .Select(s => Derivative.Of(potential, s) * GridScalars.WeightChange(s.Index - GridScalars.FirstWeight))]);

    private static Expr WithMeans(Expr rate)
    {
        var parts = new List<Expr> { GridForms.Changed(rate) };
        foreach (var mean in Substitution.All(rate).OfType<Scalar>().Where(s => s.Index is >= GridScalars.FirstMean and < GridScalars.FirstMean + MeanChangeOffset).ToArray())
            parts.Add(Derivative.Of(rate, mean) * Build.Scalar(mean.Index + MeanChangeOffset));
        return Build.Sum([.. parts]);
    }
}
