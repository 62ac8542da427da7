using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>A function of which only the name is known: what an undeclared name means in `derive`.</summary>
/// <param name="name">The name, with its primes or indices.</param>
/// <param name="arity">How many arguments it takes.</param>
public sealed class ArbitraryFunction(string name, int arity) : Function, IEquatable<ArbitraryFunction>
{
    private static readonly string[] Axes = ["x", "y", "z"];

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Latex => LatexNotation.Instance.Name(Name);

    /// <inheritdoc/>
    public override int Arity => arity;

    /// <inheritdoc/>
    public override string Summary => "an arbitrary function";

    /// <inheritdoc/>
    public override Expr Derivative(Seq<Expr> arguments, int index) =>
        Build.Apply(new ArbitraryFunction(arity == 1 ? name + "'" : $"{name}_{(arity <= 3 ? Axes[index] : index)}", arity), arguments.AsSpan());

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> arguments) => double.NaN;

    /// <inheritdoc/>
    public bool Equals(ArbitraryFunction? other) => other is not null && other.Name == Name && other.Arity == Arity;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ArbitraryFunction);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Arity);
}
