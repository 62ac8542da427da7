using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>A field at one place, made of the values of the states there: at sides, where there is no cell.</summary>
/// <param name="value">At the point, without derivatives; closed integrals as <see cref="Reduced"/>.</param>
/// <param name="integrals">Their values at a time.</param>
internal sealed class LocalField(Expr value, IReadOnlyList<IQuantity> integrals)
{
    private readonly bool _isFixed = integrals.Count == 0 && !TimeDependence.Of(value);

    /// <summary>The states in it.</summary>
    public IReadOnlyList<StateSymbol> States { get; } = [.. Substitution.States(value)];

    /// <summary>Its value at a place.</summary>
    public double At(ReadOnlySpan<double> place, double t, Func<StateSymbol, double> state)
    {
        var (x, known) = (place.ToArray(), integrals.Select(q => q.Value(t)).ToArray());
        return Evaluation.Evaluate(value, leaf => leaf switch { StateValue v => state(v.State), Coordinate c => x[c.Axis], Time => t, Reduced r => known[r.Index], _ => null });
    }

    /// <summary>Whether its value on a side is always the same, where every state in it is prescribed there.</summary>
    public bool IsFixedAt(Seq<StateModel> states, int axis, bool isUpper) => _isFixed && Held(states, axis, isUpper) is { } held && !held.Any(g => TimeDependence.Of(g));

    /// <summary>What is prescribed on a side for each of its states; null where one is free there, and where it holds none.</summary>
    public IReadOnlyList<Expr>? Held(Seq<StateModel> states, int axis, bool isUpper)
    {
        var held = States.Select(s => states.First(m => m.Symbol == s).On(axis, isUpper, BoundaryKind.Dirichlet)?.Value).OfType<Expr>().ToArray();
        return held.Length > 0 && held.Length == States.Count ? held : null;
    }

    /// <summary>What is prescribed of a state at the ends of its only axis.</summary>
    public static (double? Low, double? High) Ends(StateModel state, double t)
    {
        return state.Domain.Axes is [var axis] ? (At(false, axis.Low), At(true, axis.High)) : default;
        double? At(bool isUpper, double x) => state.On(0, isUpper, BoundaryKind.Dirichlet) is { } condition ? Given(condition.Value, [x], t) : null;
    }

    /// <summary>A prescribed value at a place.</summary>
    public static double Given(Expr given, ReadOnlySpan<double> place, double t)
    {
        var x = place.ToArray();
        return Evaluation.Evaluate(Definitions.Expand(given), leaf => leaf switch { Coordinate c => x[c.Axis], Time => t, _ => null });
    }
}
