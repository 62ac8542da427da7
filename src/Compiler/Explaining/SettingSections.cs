using Flows.Compiler.Binding;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>What is given: parameters, the definitions that the formulas use, states.</summary>
internal static class SettingSections
{
    /// <summary>The sections, those left out that have nothing to say.</summary>
    public static IEnumerable<Section> Of(Analysed analysed)
    {
        var model = analysed.Model;
        if (model.Parameters.Count > 0)
            yield return new Section(Question.Setting, "parameters", Parameters(model.Parameters));
        Seq<Statement> definitions = [.. Definitions(analysed)];
        if (definitions.Count > 0)
            yield return new Section(Question.Setting, "where", definitions);
        if (model.States.Count > 0)
            yield return new Section(Question.Setting, model.States.Count == 1 ? "state" : "states", [.. model.States.Select(State)]);
        if (analysed.Equations.Count == 0 && analysed.Extremal is null && analysed.Model.Compares.Count + analysed.Model.Varies.Count == 0)
            yield return Section.Of(Question.Setting, "flow", "none: observables and expectations are evaluated once, on the initial states");
    }

    // Those with a comment have a line of their own.
    private static Seq<Statement> Parameters(Seq<ParameterModel> parameters)
    {
        var documented = parameters.Where(p => p.Doc is not null).Select(p => new Statement([.. Value(p), $": {Prose.OneLine(p.Doc!)}"]));
        var others = parameters.Where(p => p.Doc is null).ToArray();
        return others.Length == 0 ? [.. documented] : [.. documented, new Statement([.. others.SelectMany((p, i) => (Part[])[.. i == 0 ? (Part[])[] : [", "], .. Value(p)])])];
    }

    private static Part[] Value(ParameterModel p) => [new Plain(p.Name), new Sign("="), Build.Number(p.Value)];

    // The author's functions and constants in the energies and equations, with what they stand for.
    private static IEnumerable<Statement> Definitions(Analysed analysed)
    {
        var seen = new HashSet<string>(analysed.Model.Parameters.Select(p => p.Name));
        var left = new Queue<Expr>(analysed.Equations.SelectMany(e => e.Flow.Descents.Select(d => d.Energy)
            .Concat(e.Flow.Hamiltonians.Select(h => h.Energy)).Concat(e.Flow.Drift).Concat(e.State.Boundary.Select(b => b.Value)))
            .Concat(analysed.Extremal is { } extremal ? [extremal.Lagrangian] : []));
        while (left.TryDequeue(out var expression))
        {
            foreach (var part in Substitution.All(expression))
            {
                if (part is Apply { Function: UserFunction f } && seen.Add(f.Name))
                {
                    yield return new Statement([Build.Apply(f, [.. f.Formals]), new Sign("="), f.Body]);
                    left.Enqueue(f.Body);
                }
                else if (part is Named n && seen.Add(n.Name))
                {
                    yield return new Statement([n, new Sign("="), n.Definition]);
                    left.Enqueue(n.Definition);
                }
            }
        }
    }

    private static Statement State(StateModel state)
    {
        var name = new Plain(state.Symbol.Name);
        var (before, after) = state.Symbol.Kind switch
        {
            StateKind.Density => ("a density on ", ""),
            StateKind.Field => ("a field on ", ""),
            StateKind.Point => ("a point in ", ""),
            _ => ($"{state.Count} particles in ", ""),
        };
        var given = state.Rule == MassRule.Scaled ? $", of mass {Prose.Number(state.Mass)}" : "";
        var bounds = state.Constraints.SelectMany(c => (Part[])[", ", name, new Sign(c.IsUpper ? "<=" : ">="), c.Bound]);
        return new Statement([name, $": {before}{Domain(state.Domain)}{after}{given}", .. bounds]);
    }

    private static string Domain(DomainModel domain)
    {
        var name = domain.Space.Name;
        if (domain.Axes.All(a => double.IsInfinity(a.Length)))
            return $"{name} = {(domain.Axes.Count == 1 ? "real" : $"real^{domain.Axes.Count}")}";
        var radial = domain.Space.Measure is RadialMeasure r ? $"radial {r.Dimension} " : "";
        return $"{name} = {radial}" + string.Join(" * ", domain.Axes.Select(a => double.IsInfinity(a.Length) ? "real"
            : $"{(a.IsPeriodic ? "periodic " : "")}[{Prose.End(a.Low)}, {Prose.End(a.High)}]"));
    }
}
