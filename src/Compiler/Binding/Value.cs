using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>What an expression of the language means, found by evaluating it symbolically.</summary>
public abstract record Value;

/// <summary>A real number, at the ambient point where it depends on one.</summary>
public sealed record RealValue(Expr Expr) : Value;

/// <summary>A vector of two or more reals (a vector of one is a real).</summary>
public sealed record VectorValue(Seq<Expr> Components) : Value
{
    /// <summary>The space whose coordinate names its components answer to, or null.</summary>
    public Space? Of { get; init; }
}

/// <summary>A matrix of two or more rows (a matrix of one by one is a real).</summary>
/// <param name="Rows">From the top, all of one length.</param>
public sealed record MatrixValue(Seq<Seq<Expr>> Rows) : Value
{
    /// <summary>The length of a row.</summary>
    public int Columns => Rows[0].Count;

    /// <summary>Row by row.</summary>
    public IEnumerable<Expr> Entries => Rows.SelectMany(r => r);
}

/// <summary>A condition.</summary>
public sealed record BooleanValue(Condition Condition) : Value;

/// <summary>A string.</summary>
public sealed record TextValue(string Text) : Value;

/// <summary>A list.</summary>
public sealed record ListValue(Seq<Value> Items) : Value;

/// <summary>A real or vector for every point of a space: a state, a functional's formal, a field expression handed to a functional.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Space">Where it is defined.</param>
/// <param name="State">The state it is, or null for an expression.</param>
/// <param name="At">Its value at a point.</param>
public sealed record FieldValue(string Name, Space Space, StateSymbol? State, Func<Point, Value> At) : Value
{
    /// <summary>A state; a point state is its components wherever it is asked for.</summary>
    public static FieldValue Of(StateSymbol state) => state.IsPoint
        ? new FieldValue(state.Name, state.Space, state, _ => ExpressionBinder.Vector([.. Enumerable.Range(0, state.Space.Dimension).Select(i => Build.Component(state, i))], state.Space))
        : new FieldValue(state.Name, state.Space, state, point => new RealValue(Build.Value(state, point)));
}

/// <summary>A function, possibly with some arguments already given.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Arity">How many arguments are still missing.</param>
/// <param name="Symbolic">Its symbolic form where it is a real function of reals; gives it derivatives and a name in print.</param>
/// <param name="Invoke">Applies it to exactly <paramref name="Arity"/> arguments.</param>
public sealed record FunctionValue(string Name, int Arity, UserFunction? Symbolic, Func<Seq<Argument>, Scope, SourceSpan, Value> Invoke) : Value
{
    /// <summary>Whether it stands for its value at the point where none is given: an anonymous function, a field-valued functional.</summary>
    public bool IsField { get; init; } = Name == "fun";

    /// <summary>Whether it is the function of a declaration, or what is left of one: at the position it may be a field.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>The arbitrary function, of any number of reals, that an undeclared name stands for in `derive`; else null.</summary>
    internal Arbitrary? Arbitrary { get; init; }
}

/// <summary>A functional, its parameters given, not yet applied to states.</summary>
/// <param name="Declaration">Its declaration.</param>
/// <param name="Parameters">The values of its leading parameters.</param>
public sealed record FunctionalValue(FunctionalDecl Declaration, Seq<Value> Parameters) : Value
{
    /// <summary>Reads its right side in the file that declares it; null for the file that asks.</summary>
    internal ExpressionBinder? Home { get; init; }
}

/// <summary>What stands for an expression in which an error was found: silent wherever it goes.</summary>
public sealed record UnknownValue : Value
{
    /// <summary>The only one that is needed.</summary>
    public static UnknownValue Instance { get; } = new();
}

/// <summary>An argument with the place it was written at.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Name">Its name where one was given, as in <c>noise(seed = 1)</c>.</param>
public sealed record Argument(Value Value, SourceSpan Span, string? Name = null);
