using System.Collections.Immutable;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Binding;

/// <summary>What an expression is for; decides what it may mention.</summary>
public enum Purpose
{
    /// <summary>A number: parameters only (cell counts, times, tolerances).</summary>
    Constant,
    /// <summary>A `let`: parameters, coordinates, time; no state.</summary>
    Definition,
    /// <summary>An initial value or a boundary value.</summary>
    Data,
    /// <summary>A functional, mobility or added term.</summary>
    Energy,
    /// <summary>observe, plot, expect: everything.</summary>
    Watch,
}

/// <summary>Where an expression stands: the locals in force, the point it is evaluated at, what it may mention.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Locals">Formal parameters and local lets by name.</param>
/// <param name="Ambient">The point whose coordinates `x y z` are, or null.</param>
/// <param name="Reductions">Receives extrema, samples and distances; null where they are not allowed.</param>
/// <param name="Instance">Serial number of the set of locals, for messages given once.</param>
public sealed record Scope(
    Purpose Purpose, ImmutableDictionary<string, Value> Locals, Point? Ambient, List<Reduction>? Reductions, int Instance = 0)
{
    /// <summary>No locals and no point.</summary>
    public static Scope For(Purpose purpose, Point? ambient = null, List<Reduction>? reductions = null) =>
        new(purpose, ImmutableDictionary<string, Value>.Empty, ambient, reductions);

    /// <summary>The scope with one more local.</summary>
    public Scope With(string name, Value value) => this with { Locals = Locals.SetItem(name, value) };
}
