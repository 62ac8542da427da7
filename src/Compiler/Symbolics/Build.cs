using Flows.Compiler.Functions;
using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>
/// The only way to make expressions. Every factory returns the canonical form: flat, sorted, like terms and like bases collected,
/// numbers folded exactly (up to <see cref="Rational.MaximumBits"/> bits; beyond, they stay as they are).
/// </summary>
public static class Build
{
    /// <summary>0</summary>
    public static Expr Zero { get; } = Number(Rational.Zero);

    /// <summary>1</summary>
    public static Expr One { get; } = Number(Rational.One);

    /// <summary>−1</summary>
    public static Expr MinusOne { get; } = Number(Rational.MinusOne);

    /// <summary>½</summary>
    public static Expr Half { get; } = Number(Rational.Half);

    /// <summary>π</summary>
    public static Expr Pi { get; } = NewConstant("pi", Math.PI);

    /// <summary>Euler's number.</summary>
    public static Expr E { get; } = NewConstant("e", Math.E);

    /// <summary>∞</summary>
    public static Expr Infinity { get; } = NewConstant("infinity", double.PositiveInfinity);

    /// <summary>The time t.</summary>
    public static Expr Time { get; } = ExprPool.Intern(new Time(HashCode.Combine(11)));

    /// <summary>An exact number.</summary>
    public static Expr Number(Rational value) => ExprPool.Intern(new Number(value, HashCode.Combine(1, value)));

    /// <summary>The exact value of a double; ±infinity become the constant.</summary>
    public static Expr Number(double value) => value switch
    {
        double.PositiveInfinity => Infinity,
        double.NegativeInfinity => -Infinity,
        _ => Number(Rational.FromDouble(value)),
    };

    /// <summary>A free symbol.</summary>
    public static Expr Symbol(string name) => ExprPool.Intern(new Symbol(name, HashCode.Combine(2, name)));

    /// <summary>A constant that is displayed by its name.</summary>
    public static Expr Named(string name, Expr definition) =>
        ExprPool.Intern(new Named(name, definition, HashCode.Combine(3, name, definition)));

    /// <summary>a + b + …</summary>
    public static Expr Sum(params ReadOnlySpan<Expr> terms) => SumRules.Of(terms);

    /// <summary>a · b · …</summary>
    public static Expr Product(params ReadOnlySpan<Expr> factors) => ProductRules.Of(factors);

    /// <summary>base ^ exponent</summary>
    public static Expr Power(Expr @base, Expr exponent) => PowerRules.Of(@base, exponent);

    /// <summary>√a</summary>
    public static Expr Sqrt(Expr a) => PowerRules.Of(a, Half);

    /// <summary>f(a, b, …)</summary>
    public static Expr Apply(Function function, params ReadOnlySpan<Expr> arguments) => ApplyRules.Of(function, arguments);

    /// <summary>if condition then a else b</summary>
    public static Expr If(Condition condition, Expr then, Expr @else)
    {
        if (ReferenceEquals(then, @else))
            return then;
        if (Conditions.Decide(condition) is { } holds)
            return holds ? then : @else;
        var depth = 1 + Math.Max(Math.Max(then.Depth, @else.Depth), Conditions.Sides(condition).Max(s => s.Depth));
        return ExprPool.Intern(new Conditional(condition, then, @else, HashCode.Combine(9, condition, then, @else), depth));
    }

    /// <summary>A coordinate of a point.</summary>
    public static Expr Coordinate(Point point, int axis)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)axis, (uint)point.Space.Dimension, nameof(axis));
        return ExprPool.Intern(new Coordinate(point, axis, HashCode.Combine(10, point, axis)));
    }

    /// <summary>The value of a state at a point.</summary>
    public static Expr Value(StateSymbol state, Point point) =>
        ExprPool.Intern(new StateValue(state, point, HashCode.Combine(12, state, point)));

    /// <summary>A component of a point state.</summary>
    public static Expr Component(StateSymbol state, int axis)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)axis, (uint)state.Space.Dimension, nameof(axis));
        return ExprPool.Intern(new Component(state, axis, HashCode.Combine(21, state, axis)));
    }

    /// <summary>One component of grad(operand): linear, 0 for what does not vary with the point, composites kept whole.</summary>
    public static Expr Gradient(Expr operand, Point point, int axis) => OperatorRules.Gradient(operand, point, axis);

    /// <summary>div(mobility · grad(potential)): linear in the potential, constants of the mobility pulled out.</summary>
    public static Expr DivGrad(Expr mobility, Expr potential, Point point) => OperatorRules.DivGrad(mobility, potential, point);

    /// <summary>The Laplacian.</summary>
    public static Expr Lap(Expr e, Point point) => OperatorRules.DivGrad(One, e, point);

    /// <summary>div of a vector; what is a multiple of a gradient becomes <see cref="Symbolics.DivGrad"/>.</summary>
    public static Expr Divergence(ReadOnlySpan<Expr> components, Point point) => OperatorRules.Divergence(components, point);

    /// <summary>∫ body over the point's space; linear, what does not depend on the point pulled out.</summary>
    public static Expr Integral(Point point, Expr body) => IntegralRules.Of(point, body);

    /// <summary>W2 of two densities written at a point.</summary>
    public static Expr Distance(Point point, Expr first, Expr second) => TransportRules.Distance(point, first, second);

    /// <summary>The Kantorovich potential of a distance at a point.</summary>
    public static Expr Potential(TransportDistance of, Point at) => TransportRules.Potential(of, at);

    /// <summary>An entry of an array, relative to the row's index.</summary>
    public static Expr Load(int array, int offset) => ExprPool.Intern(new Load(array, offset, HashCode.Combine(17, array, offset)));

    /// <summary>A number known at call time.</summary>
    public static Expr Scalar(int index) => ExprPool.Intern(new Scalar(index, HashCode.Combine(18, index)));

    /// <summary>The value of the i-th integral of a functional of functionals.</summary>
    public static Expr Reduced(int index) => ExprPool.Intern(new Reduced(index, HashCode.Combine(19, index)));

    internal static int Hash(int kind, ReadOnlySpan<Expr> parts)
    {
        var hash = new HashCode();
        hash.Add(kind);
        foreach (var part in parts)
            hash.Add(part.GetHashCode());
        return hash.ToHashCode();
    }

    internal static int Depth(ReadOnlySpan<Expr> parts)
    {
        var depth = 0;
        foreach (var part in parts)
            depth = Math.Max(depth, part.Depth);
        return depth + 1;
    }

    internal static Expr NewSum(Seq<Expr> terms) =>
        ExprPool.Intern(new Sum(terms, Hash(4, terms.AsSpan()), Depth(terms.AsSpan())));

    internal static Expr NewProduct(Seq<Expr> factors) =>
        ExprPool.Intern(new Product(factors, Hash(5, factors.AsSpan()), Depth(factors.AsSpan())));

    internal static Expr NewPower(Expr @base, Expr exponent) =>
        ExprPool.Intern(new Power(@base, exponent, HashCode.Combine(6, @base, exponent), 1 + Math.Max(@base.Depth, exponent.Depth)));

    internal static Expr NewApply(Function function, Seq<Expr> arguments) => ExprPool.Intern(new Apply(
        function, arguments, HashCode.Combine(7, function, Hash(8, arguments.AsSpan())), Depth(arguments.AsSpan())));

    private static Constant NewConstant(string name, double value) =>
        ExprPool.Intern(new Constant(name, value, HashCode.Combine(20, name)));
}
