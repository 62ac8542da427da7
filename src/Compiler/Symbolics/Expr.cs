using System.Runtime.CompilerServices;
using Flows.Compiler.Functions;
using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>
/// A real-valued mathematical expression. Immutable and interned: two expressions that are structurally equal are the same
/// object, so equality is reference equality and memo tables are keyed by the object. Always in canonical form: built only by the
/// factories of <see cref="Build"/> and the operators below, which flatten, sort, collect and fold.
/// </summary>
public abstract class Expr
{
    private readonly int _hash;

    private protected Expr(int hash, int depth)
    {
        _hash = hash;
        Depth = depth;
    }

    /// <summary>The height of the tree; a leaf has 1.</summary>
    public int Depth { get; }

    /// <summary>Kinds of node, free points and degree, computed once.</summary>
    internal Occurrences Known => field ??= Occurrences.Of(this);

    /// <summary>The structural hash, computed once.</summary>
    public sealed override int GetHashCode() => _hash;

    /// <summary>Reference equality: expressions are interned.</summary>
    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <summary>The expression in the ASCII spelling of the language.</summary>
    public sealed override string ToString() => ExprPrinter.Print(this);

    /// <summary>a + b</summary>
    public static Expr operator +(Expr a, Expr b) => Build.Sum([a, b]);

    /// <summary>a - b</summary>
    public static Expr operator -(Expr a, Expr b) => Build.Sum([a, Build.Product([Build.Number(Rational.MinusOne), b])]);

    /// <summary>-a</summary>
    public static Expr operator -(Expr a) => Build.Product([Build.Number(Rational.MinusOne), a]);

    /// <summary>a * b</summary>
    public static Expr operator *(Expr a, Expr b) => Build.Product([a, b]);

    /// <summary>a / b</summary>
    public static Expr operator /(Expr a, Expr b) => Build.Product([a, Build.Power(b, Build.Number(Rational.MinusOne))]);

    /// <summary>An integer as an expression.</summary>
    public static implicit operator Expr(int value) => Build.Number(new Rational(value));
}

/// <summary>An exact rational number.</summary>
public sealed class Number : Expr
{
    // A reference, so that threads see it whole.
    private StrongBox<Interval>? _enclosure;

    internal Number(Rational value, int hash) : base(hash, 1) => Value = value;

    /// <summary>The number.</summary>
    public Rational Value { get; }

    /// <summary>An interval that holds it, computed once.</summary>
    internal Interval Enclosure => (_enclosure ??= new StrongBox<Interval>(Enclosed(Value))).Value;

    private static Interval Enclosed(Rational value)
    {
        var nearest = value.ToDouble();
        return double.IsFinite(nearest) && Rational.FromDouble(nearest) == value ? Interval.Only(nearest) : Interval.Only(nearest).Widen(1);
    }
}

/// <summary>pi, e or infinity.</summary>
public sealed class Constant : Expr
{
    internal Constant(string name, double value, int hash) : base(hash, 1) => (Name, Value) = (name, value);

    /// <summary>pi, e, infinity.</summary>
    public string Name { get; }

    /// <summary>Its value as a double.</summary>
    public double Value { get; }
}

/// <summary>A free symbol: a formal parameter of a user's function, or an unknown.</summary>
public sealed class Symbol : Expr
{
    internal Symbol(string name, int hash) : base(hash, 1) => Name = name;

    /// <summary>The name; symbols of one name are one symbol.</summary>
    public string Name { get; }
}

/// <summary>A `let` or `param` constant: displayed by its name, computed by its definition.</summary>
public sealed class Named : Expr
{
    internal Named(string name, Expr definition, int hash) : base(hash, 1) => (Name, Definition) = (name, definition);

    /// <summary>The name that the author gave.</summary>
    public string Name { get; }

    /// <summary>What it stands for: free of states, coordinates and time.</summary>
    public Expr Definition { get; }
}

/// <summary>a + b + …: at least two terms, none a sum, at most one a number, like terms collected, in canonical order.</summary>
public sealed class Sum : Expr
{
    internal Sum(Seq<Expr> terms, int hash, int depth) : base(hash, depth) => Terms = terms;

    /// <summary>The terms.</summary>
    public Seq<Expr> Terms { get; }
}

/// <summary>a * b * …: at least two factors, none a product, at most one a number (then first and not 1), like bases collected.</summary>
public sealed class Product : Expr
{
    internal Product(Seq<Expr> factors, int hash, int depth) : base(hash, depth) => Factors = factors;

    /// <summary>The factors.</summary>
    public Seq<Expr> Factors { get; }
}

/// <summary>base ^ exponent. sqrt a is a^(1/2), 1/a is a^-1.</summary>
public sealed class Power : Expr
{
    internal Power(Expr @base, Expr exponent, int hash, int depth) : base(hash, depth) => (Base, Exponent) = (@base, exponent);

    /// <summary>What is raised.</summary>
    public Expr Base { get; }

    /// <summary>The exponent.</summary>
    public Expr Exponent { get; }
}

/// <summary>f(a, b, …).</summary>
public sealed class Apply : Expr
{
    internal Apply(Function function, Seq<Expr> arguments, int hash, int depth)
        : base(hash, depth) => (Function, Arguments) = (function, arguments);

    /// <summary>A function of the catalog, or a user's (<see cref="UserFunction"/>).</summary>
    public Function Function { get; }

    /// <summary>As many as the function takes.</summary>
    public Seq<Expr> Arguments { get; }
}

/// <summary>if condition then a else b.</summary>
public sealed class Conditional : Expr
{
    internal Conditional(Condition condition, Expr then, Expr @else, int hash, int depth)
        : base(hash, depth) => (Condition, Then, Else) = (condition, then, @else);

    /// <summary>What decides.</summary>
    public Condition Condition { get; }

    /// <summary>The value where the condition holds.</summary>
    public Expr Then { get; }

    /// <summary>The value elsewhere.</summary>
    public Expr Else { get; }
}

/// <summary>A boolean about expressions.</summary>
public abstract record Condition;

/// <summary>How two numbers are compared.</summary>
public enum Comparison
{
    /// <summary>&lt;</summary>
    Less,
    /// <summary>&lt;=</summary>
    LessOrEqual,
    /// <summary>=</summary>
    Equal,
    /// <summary>&lt;&gt;</summary>
    NotEqual,
}

/// <summary>a &lt; b, and the like (&gt; is written with its sides exchanged).</summary>
public sealed record Compare(Comparison Relation, Expr Left, Expr Right) : Condition;

/// <summary>Both hold.</summary>
public sealed record AndCondition(Condition Left, Condition Right) : Condition;

/// <summary>One holds at least.</summary>
public sealed record OrCondition(Condition Left, Condition Right) : Condition;

/// <summary>It does not hold.</summary>
public sealed record NotCondition(Condition Operand) : Condition;
