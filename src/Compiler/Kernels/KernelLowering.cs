using System.Diagnostics;
using System.Numerics;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Kernels;

/// <summary>Writes mathematics out as lane code.</summary>
internal sealed class KernelLowering
{
    // Longer sums are added pairwise: shorter chains of dependent additions, smaller rounding errors.
    private const int LongestChain = 8;

    private readonly LaneProgram _code = new();
    private readonly Dictionary<Expr, int> _known = [];
    private readonly Dictionary<Expr, int> _parents = [];

    private KernelLowering(IEnumerable<Expr> roots)
    {
        var open = new Stack<Expr>(roots);
        while (open.TryPop(out var expression))
        {
            foreach (var child in Substitution.Children(expression))
            {
                if (!_parents.TryGetValue(child, out var count))
                    open.Push(child);
                _parents[child] = count + 1;
            }
        }
    }

    /// <summary>The lane code of a kernel.</summary>
    public static KernelProgram Of(KernelSource source)
    {
        Expr[] outputs = [.. source.Outputs.Select(output => Definitions.Expand(output.Value))];
        Expr[] sums = [.. source.Sums.Select(sum => Definitions.Expand(sum.Value))];
        var lowering = new KernelLowering([.. outputs, .. sums]);
        return new KernelProgram(
            source.Name,
            lowering._code,
            [.. source.Outputs.Zip(outputs, (o, value) => new ProgramOutput(o.Array, o.Offset, lowering.Of(value), o.Accumulate) { IsStreamed = o.IsStreamed })],
            [.. source.Sums.Zip(sums, (s, value) => new ProgramSum(s.Index, lowering.Of(value), s.IsCompensated))])
        {
            Fetched = [.. source.Fetched],
        };
    }

    private Lane Of(Expr expression)
    {
        if (_known.TryGetValue(expression, out var known))
            return new Lane(known);
        var lane = expression switch
        {
            Number n => _code.Constant(n.Value.ToDouble()),
            Constant c => _code.Constant(c.Value),
            Load l => _code.Load(l.Array, l.Offset),
            Scalar s => _code.Scalar(s.Index),
            Sum s => OfSum(s),
            Product p => OfProduct(p.Factors.AsSpan()),
            Power { Exponent: Number { Value.Sign: < 0 } } p when _parents.GetValueOrDefault(p) <= 1 => OfProduct([p]),
            Power p => OfPower(p),
            Apply a => OfApply(a),
            Conditional c => _code.Select(Of(c.Condition), Of(c.Then), Of(c.Else)),
            Named d => Of(d.Definition),
            Symbol or Atom => throw new ArgumentException(
                $"no kernel can compute {expression}: it is not an element's expression", nameof(expression)),
            _ => throw new UnreachableException(),
        };
        _known.Add(expression, lane.Id);
        return lane;
    }

    private Lane OfSum(Sum sum)
    {
        var (variant, invariant) = Add(sum.Terms.AsSpan());
        return (variant, invariant) switch
        {
            ({ } v, { } i) => _code.Add(v, i),
            ({ } v, null) => v,
            (null, { } i) => i,
            _ => throw new UnreachableException(),
        };
    }

    // What is the same for the whole row is added apart.
    private (Lane? Variant, Lane? Invariant) Add(ReadOnlySpan<Expr> terms)
    {
        if (terms.Length > LongestChain)
        {
            var left = Add(terms[..(terms.Length / 2)]);
            var right = Add(terms[(terms.Length / 2)..]);
            return (Add(left.Variant, right.Variant), Add(left.Invariant, right.Invariant));
        }
        Lane? variant = null;
        Lane? invariant = null;
        foreach (var term in terms)
        {
            var lane = Of(term);
            if (_code.IsInvariant(lane))
                invariant = Add(invariant, lane);
            else
                variant = Add(variant, lane);
        }
        return (variant, invariant);
    }

    private Lane? Add(Lane? a, Lane? b) => a is { } left && b is { } right ? _code.Add(left, right) : a ?? b;

    private Lane? Multiply(Lane? a, Lane b) => a is { } left ? _code.Multiply(left, b) : b;

    // (invariant numerators / invariant denominators) · variant numerators / variant denominators: one division a row, one an index.
    private Lane OfProduct(ReadOnlySpan<Expr> factors)
    {
        var above = new Lane?[2];
        var below = new Lane?[2];
        foreach (var factor in factors)
        {
            // A reciprocal that others need too is worked out once, and multiplied.
            var isDivisor = factor is Power { Exponent: Number { Value.Sign: < 0 } } && _parents.GetValueOrDefault(factor) <= 1;
            var lane = isDivisor ? Positive((Power)factor) : Of(factor);
            var kind = _code.IsInvariant(lane) ? 0 : 1;
            var side = isDivisor ? below : above;
            side[kind] = Multiply(side[kind], lane);
        }
        var invariant = (above[0], below[0]) switch
        {
            (_, null) => above[0],
            var (a, b) => _code.Divide(a ?? _code.Constant(1), b.Value),
        };
        var numerator = above[1];
        if (below[1] is not { } denominator)
            return numerator is { } n ? invariant is { } i ? _code.Multiply(i, n) : n : invariant!.Value;
        if (invariant is { } scale)
            numerator = Multiply(numerator, scale);
        // −1/x
        if (numerator is { } minus && _code.ConstantOf(minus) is -1.0)
            return _code.Negate(_code.Divide(_code.Constant(1), denominator));
        return _code.Divide(numerator ?? _code.Constant(1), denominator);
    }

    // base^|exponent|
    private Lane Positive(Power power) => OfPower(Of(power.Base), -((Number)power.Exponent).Value);

    private Lane OfPower(Power power) => power.Exponent switch
    {
        Number { Value: { Sign: < 0 } n } => _code.Divide(_code.Constant(1), OfPower(Of(power.Base), -n)),
        Number { Value: var n } => OfPower(Of(power.Base), n),
        _ => VectorPower.Write(_code, Of(power.Base), Of(power.Exponent)),
    };

    // x^n by multiplication, x^(n + 1/2) = x^n √x, else by logarithms; n > 0.
    private Lane OfPower(Lane x, Rational exponent)
    {
        if (exponent.IsInteger && exponent.Numerator <= VectorPower.LargestMultiplied)
            return VectorPower.Positive(_code, x, (int)exponent.Numerator);
        if (exponent.Denominator == new BigInteger(2) && exponent.Numerator <= 2 * VectorPower.LargestMultiplied)
        {
            var root = _code.SquareRoot(x);
            var whole = (int)(exponent.Numerator / 2);
            return whole == 0 ? root : _code.Multiply(VectorPower.Positive(_code, x, whole), root);
        }
        return VectorPower.Write(_code, x, _code.Constant(exponent.ToDouble()));
    }

    private Lane OfApply(Apply apply)
    {
        var arguments = new Lane[apply.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = Of(apply.Arguments[i]);
        return apply.Function.Emit(_code, arguments);
    }

    private Lane Of(Condition condition) => condition switch
    {
        Compare { Relation: Comparison.Less } c => _code.Less(Of(c.Left), Of(c.Right)),
        Compare { Relation: Comparison.LessOrEqual } c => _code.LessOrEqual(Of(c.Left), Of(c.Right)),
        Compare { Relation: Comparison.Equal } c => _code.Equal(Of(c.Left), Of(c.Right)),
        Compare { Relation: Comparison.NotEqual } c => _code.Not(_code.Equal(Of(c.Left), Of(c.Right))),
        AndCondition c => _code.And(Of(c.Left), Of(c.Right)),
        OrCondition c => _code.Or(Of(c.Left), Of(c.Right)),
        NotCondition c => _code.Not(Of(c.Operand)),
        _ => throw new UnreachableException(),
    };
}
