using System.Globalization;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>
/// A function of which only the name is known, or a derivative of one: what an undeclared name means in `derive`. Smooth, so that
/// its derivatives do not depend on the order in which they are taken; of no parity.
/// </summary>
public sealed class ArbitraryFunction : Function, IEquatable<ArbitraryFunction>
{
    private static readonly string[] Axes = ["x", "y", "z"];

    private readonly bool _isOfCoordinates;

    /// <summary>A function, or a derivative of it.</summary>
    /// <param name="stem">Its name without primes and indices of derivatives.</param>
    /// <param name="orders">How often it is differentiated by each argument; as many as it takes.</param>
    public ArbitraryFunction(string stem, Seq<int> orders) : this(stem, orders, false)
    {
    }

    private ArbitraryFunction(string stem, Seq<int> orders, bool isOfCoordinates) =>
        (Stem, Orders, _isOfCoordinates) = (stem, orders, isOfCoordinates);

    /// <summary>The name without primes and indices of derivatives.</summary>
    public string Stem { get; }

    /// <summary>How often it is differentiated by each argument.</summary>
    public Seq<int> Orders { get; }

    /// <summary>W, W', W'' of one argument; f, f_1, f_12 of several, by their places: V, V_x, V_xy of the coordinates.</summary>
    public override string Name => Stem + (Arity == 1 ? Primes : Index.Length > 0 ? "_" + Index : "");

    /// <inheritdoc/>
    public override string Latex
    {
        get
        {
            var name = LatexNotation.Instance.Name(Stem);
            return Arity == 1 ? name + Primes : Index.Length == 0 ? name : $"{(name.Contains('_') ? $"{{{name}}}" : name)}_{{{Index.Replace("_", ",", StringComparison.Ordinal)}}}";
        }
    }

    /// <inheritdoc/>
    public override int Arity => Orders.Count;

    /// <inheritdoc/>
    public override string Summary => "an arbitrary function";

    private string Primes => new('\'', Orders[0]);

    // 112: twice by the first argument, once by the second.
    private string Index => string.Join(Arity > 9 ? "_" : "", Orders.SelectMany((order, i) =>
        Enumerable.Repeat(_isOfCoordinates && Arity <= Axes.Length ? Axes[i] : (i + 1).ToString(CultureInfo.InvariantCulture), order)));

    /// <summary>The function of as many arguments.</summary>
    public static ArbitraryFunction Of(string name, int arity) => new(name, [.. Enumerable.Repeat(0, arity)]);

    /// <summary>The same, written as one of the coordinates: V_x in place of V_1.</summary>
    public ArbitraryFunction OfCoordinates() => new(Stem, Orders, true);

    /// <inheritdoc/>
    public override Expr Derivative(Seq<Expr> arguments, int index) =>
        Build.Apply(new ArbitraryFunction(Stem, [.. Orders.Select((order, i) => i == index ? order + 1 : order)]), arguments.AsSpan());

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> arguments) => double.NaN;

    /// <inheritdoc/>
    public bool Equals(ArbitraryFunction? other) => other is not null && other.Stem == Stem && other.Orders == Orders;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ArbitraryFunction);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Stem, Orders);
}
