using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>The explanation of one flow: its energies, metrics, equation and what follows from them.</summary>
internal static class FlowSections
{
    /// <summary>The sections in the order of the questions.</summary>
    public static IEnumerable<Section> Of(Equation equation, Analysed analysed)
    {
        var flow = equation.Flow;
        var told = analysed.Equations.TakeWhile(e => !ReferenceEquals(e, equation)).SelectMany(e => e.Flow.Descents.Select(d => d.Energy).Concat(e.Flow.Hamiltonians.Select(h => h.Energy))).ToArray();
        var energies = flow.Descents.DistinctBy(d => d.Energy).ToArray();
        for (var i = 0; i < energies.Length; i++)
        {
            if (!told.Contains(energies[i].Energy))
                yield return Energy(energies[i].Name, energies[i].Energy, energies[i].Declared?.Doc, analysed);
            foreach (var section in DerivationSections.Of(equation, Array.FindIndex([.. flow.Descents], d => ReferenceEquals(d, energies[i]))))
                yield return section;
        }
        foreach (var h in flow.Hamiltonians.Where(h => !energies.Any(d => d.Energy == h.Energy) && !told.Contains(h.Energy)))
            yield return Energy(h.Name, h.Energy, null, analysed);
        foreach (var descent in flow.Descents.AsEnumerable())
            yield return MetricSections.Of(descent);
        foreach (var h in flow.Hamiltonians.AsEnumerable())
            yield return Section.Of(Question.Metric, "structure", [new Plain(h.Name), " turns the state: ", .. Turned(h, equation.State)]);
        yield return new Section(Question.Equation, "equation", [.. Equations(equation)]);
        if (equation.State.Symbol.Kind is StateKind.Field or StateKind.Density && BoundarySections.Of(equation) is { Count: > 0 } conditions)
            yield return new Section(Question.Equation, "boundary", conditions);
        foreach (var section in FactSections.Of(equation, analysed))
            yield return section;
    }

    /// <summary>The right side of ∂u/∂t = ….</summary>
    public static Part RightSide(Equation equation) => equation.RightSides.Count > 1
        ? new Components(equation.RightSides)
        : new Formula(equation.RightSide, JoinFluxes: equation.Flow.Descent is not null);

    private static Section Energy(string name, Expr energy, string? doc, Analysed analysed)
    {
        var occurring = Substitution.States(energy);
        var states = analysed.Model.States.Select(s => s.Symbol).Where(occurring.Contains).ToArray();
        Part functional = states.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c == '_')
            ? new FunctionalOf(name, [.. states.Select(s => s.Name)])
            : new Plain(name);
        var value = new Statement([functional, new Sign("="), energy]);
        return new Section(Question.Energy, "energy", doc is null ? [value] : [value, new Statement([Prose.OneLine(doc)])]);
    }

    // ∂u/∂t = −Kξ with what the derivative is put in, then as a textbook writes it.
    private static IEnumerable<Statement> Equations(Equation equation)
    {
        var flow = equation.Flow;
        if (equation.State.Symbol.Kind == StateKind.Particles)
        {
            foreach (var statement in ParticleStatements.Of(equation))
                yield return statement;
            yield break;
        }
        Part[] left = [.. equation.LeftSide.Length > 0 ? (Part[])[new Plain(equation.LeftSide)] : [], new TimeRate(equation.State.Symbol.Name, IsTotal: equation.State.Symbol.IsPoint)];
        Seq<Part> right = flow.Noise is { } noise
            ? [RightSide(equation), new Sign("+"), Build.Sqrt(2 / noise.Beta), " ", new TimeRate("W", IsTotal: true)]
            : [RightSide(equation)];
        if (equation.State.Constraints.Count > 0)
        {
            foreach (var statement in MultiplierStatements.Of(equation, left))
                yield return statement;
            yield break;
        }
        if (flow.Descents is [var descent] && flow.Drift.Count == 0 && flow.Hamiltonians.Count == 0 && equation.Variation is { } variation
            && equation.State.Symbol.Kind is StateKind.Field or StateKind.Density && new Formula(MetricSections.Substituted(descent, variation), JoinFluxes: true) is var substituted
            && FormulaText.Of(substituted, new TextNotation(false)) != FormulaText.Of(RightSide(equation), new TextNotation(false)))
            yield return new Statement([.. left, new Sign("="), substituted]);
        yield return new Statement([.. left, new Sign("="), .. right]);
        foreach (var memory in equation.Memory.AsEnumerable())
            yield return new Statement([new TimeRate(memory.Name, IsTotal: true), new Sign("="), new Components(memory.Rate)]);
        if (flow.Noise is not null)
            yield return new Statement([new Plain("W"), " is Brownian motion, independent for each coordinate"]);
    }

    // (q, p)′ = (∂H/∂p, −∂H/∂q)
    private static Part[] Turned(HamiltonModel h, StateModel state)
    {
        var rate = new TimeRate(state.Symbol.Name, IsTotal: state.Symbol.IsPoint);
        if (h.Partner is { } partner)
            return [rate, new Sign("="), .. h.Sign < 0 ? (Part[])[new Sign("-")] : [], new VariationOf(h.Name, partner.Name)];
        var axes = state.Symbol.Space.Axes;
        var half = axes.Count / 2;
        return ["positions ", new Plain(string.Join(", ", axes.Take(half))), " move with the slope of ", new Plain(h.Name), " along momenta ",
            new Plain(string.Join(", ", axes.Skip(half))), h.Sign > 0 ? ", momenta against its slope along positions" : " reversed, momenta with its slope along positions"];
    }
}
