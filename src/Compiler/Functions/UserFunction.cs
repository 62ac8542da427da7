using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>
/// A function that the author has defined: displayed by its name, computed by its body. Functions with one name, the same formals
/// and the same body are one object.
/// </summary>
public sealed class UserFunction : Function
{
    // A function lives as long as its body.
    private static readonly ConditionalWeakTable<Expr, ConcurrentDictionary<(string Name, Seq<Symbol> Formals), UserFunction>> Known = [];

    private readonly ConcurrentDictionary<int, Expr> _derivatives = [];
    private Parity? _parity;

    private UserFunction(string name, Seq<Symbol> formals, Expr body) => (Name, Formals, Body) = (name, formals, body);

    /// <summary>The function of a declaration <c>let name formals = body</c>.</summary>
    public static UserFunction Of(string name, Seq<Symbol> formals, Expr body) =>
        Known.GetOrCreateValue(body).GetOrAdd((name, formals), key => new(key.Name, key.Formals, body));

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Latex => LatexNotation.Instance.Name(Name);

    /// <summary>The formal parameters.</summary>
    public Seq<Symbol> Formals { get; }

    /// <summary>The value in terms of the formals.</summary>
    public Expr Body { get; }

    /// <inheritdoc/>
    public override int Arity => Formals.Count;

    /// <inheritdoc/>
    public override string Summary => $"{Name}({string.Join(", ", Formals.Select(f => f.Name))}) = {Body}";

    /// <summary>Of the expanded body, under the change of all signs at once.</summary>
    public override Parity Parity => _parity ??= FindParity();

    /// <summary>The body at arguments.</summary>
    public Expr Apply(Seq<Expr> arguments) => Substitution.Replace(Body, e => e is Symbol s ? At(s, arguments) : null);

    /// <inheritdoc/>
    public override Expr Derivative(Seq<Expr> arguments, int index)
    {
        var derivative = _derivatives.GetOrAdd(index, i => Symbolics.Derivative.Of(Body, Formals[i]));
        // What V' is for one argument has no name for several.
        return Arity == 1 && Formals.Any(f => Substitution.DependsOn(derivative, f))
            ? Build.Apply(Of(Name + "'", Formals, derivative), [.. arguments])
            : Substitution.Replace(derivative, e => e is Symbol s ? At(s, arguments) : null);
    }

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> arguments)
    {
        var values = arguments.ToArray();
        return Evaluation.Evaluate(Body, e => e is Symbol s && Index(s) is >= 0 and var i ? values[i] : null);
    }

    /// <inheritdoc/>
    public override Interval Range(ReadOnlySpan<Interval> arguments)
    {
        var values = arguments.ToArray();
        return IntervalEvaluator.Over(Body, e => e is Symbol s && Index(s) is >= 0 and var i ? values[i] : null);
    }

    private Expr? At(Symbol symbol, Seq<Expr> arguments) => Index(symbol) is >= 0 and var i ? arguments[i] : null;

    private int Index(Symbol symbol)
    {
        for (var i = 0; i < Formals.Count; i++)
        {
            if (ReferenceEquals(Formals[i], symbol))
                return i;
        }
        return -1;
    }

    private Parity FindParity()
    {
        var body = Definitions.Expand(Body);
        var mirrored = Substitution.Replace(body, e => e is Symbol s && Index(s) >= 0 ? -s : null);
        return ReferenceEquals(mirrored, body) ? Parity.Even : ReferenceEquals(mirrored, -body) ? Parity.Odd : Parity.None;
    }
}
