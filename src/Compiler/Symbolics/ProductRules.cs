using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>The canonical form of products: one number, then bases with their collected exponents.</summary>
internal static class ProductRules
{
    public static Expr Of(ReadOnlySpan<Expr> factors)
    {
        if (factors.Length == 1)
            return factors[0];
        var collected = new Collection();
        foreach (var factor in factors)
            collected.Push(factor);
        return collected.Result();
    }

    /// <summary>base and exponent of a factor; exp a is e^a.</summary>
    public static (Expr Base, Expr Exponent) Split(Expr factor) => factor switch
    {
        Power p => (p.Base, p.Exponent),
        Apply { Function: Exp, Arguments: [var a] } => (Build.E, a),
        _ => (factor, Build.One),
    };

    private sealed class Collection
    {
        private readonly Dictionary<Expr, Expr> _exponents = [];
        private readonly Queue<Expr> _queue = [];
        private readonly List<Expr> _touched = [];
        private readonly List<Expr> _tooLong = [];
        private Rational _coefficient = Rational.One;
        private int _sums;
        private bool _signs;

        public void Push(Expr factor) => _queue.Enqueue(factor);

        public Expr Result()
        {
            do
            {
                while (_queue.TryDequeue(out var factor))
                    Add(factor);
                Refold();
                if (_queue.Count == 0)
                {
                    if (_sums > 1)
                        Proportional();
                    if (_signs)
                        Signs();
                }
            }
            while (_queue.Count > 0);
            if (_coefficient.IsZero)
                return Build.Zero;
            var result = new List<Expr>(_exponents.Count + 1 + _tooLong.Count);
            foreach (var (b, e) in _exponents)
                result.Add(Join(b, e));
            result.AddRange(_tooLong);
            return Scaled(result);
        }

        private Expr Scaled(List<Expr> result)
        {
            if (result.Count == 0)
                return Build.Number(_coefficient);
            if (result.Count == 1 && _coefficient.IsOne)
                return result[0];
            // 2 (a + b) = 2a + 2b
            if (result is [Sum sum] && SumRules.Scale(_coefficient, sum) is { } scaled)
                return scaled;
            result.Sort(ExprOrder.Factors);
            if (!_coefficient.IsOne)
                result.Insert(0, Build.Number(_coefficient));
            return Build.NewProduct([.. result]);
        }

        private void Add(Expr factor)
        {
            switch (factor)
            {
                case Number n:
                    Multiply(n);
                    break;
                case Product p:
                    foreach (var part in p.Factors)
                        Add(part);
                    break;
                case Sum s:
                    var (content, primitive) = Contents.Split(s);
                    Multiply((Number)Build.Number(content));
                    Raise(primitive, Build.One);
                    break;
                default:
                    var (b, e) = Split(factor);
                    Raise(b, e);
                    break;
            }
        }

        private void Multiply(Number n)
        {
            if (Rational.TryMultiply(_coefficient, n.Value, out var product))
                _coefficient = product;
            else
                _tooLong.Add(n);
        }

        // a^m a^n = a^(m + n)
        private void Raise(Expr b, Expr e)
        {
            if (_exponents.TryAdd(b, e))
            {
                _sums += b is Sum ? 1 : 0;
                _signs |= b is Apply { Function: Sign };
            }
            else
            {
                _exponents[b] = Build.Sum([_exponents[b], e]);
                _touched.Add(b);
            }
        }

        // What a collected exponent has made simpler goes through the mill again.
        private void Refold()
        {
            if (_touched.Count == 0)
                return;
            foreach (var b in _touched.Distinct())
            {
                var power = Build.Power(b, _exponents[b]);
                if (Split(power) is var (again, e) && ReferenceEquals(again, b) && power is not (Number or Product))
                {
                    _exponents[b] = e;
                }
                else
                {
                    _exponents.Remove(b);
                    _queue.Enqueue(power);
                }
            }
            _touched.Clear();
        }

        // (2m − 1) and (m − 1/2) are one base.
        private void Proportional()
        {
            var sums = _exponents.Keys.OfType<Sum>().ToArray();
            foreach (var group in sums.GroupBy(s => Contents.SplitFully(s).Primitive).Where(g => g.Count() > 1))
            {
                foreach (var sum in group.Where(s => !ReferenceEquals(s, group.Key) && _exponents[s] is Number { Value.IsInteger: true }))
                {
                    var exponent = _exponents[sum];
                    _exponents.Remove(sum);
                    _queue.Enqueue(Build.Power(Build.Number(Contents.SplitFully(sum).Content), exponent));
                    Raise(group.Key, exponent);
                    _queue.Enqueue(Build.One);
                }
            }
        }

        // x sign x = |x|, |x| sign x = x; below the line as well
        private void Signs()
        {
            foreach (var s in _exponents.Keys.OfType<Apply>().Where(a => a.Function is Sign && IsUnit(_exponents[a])).ToArray())
            {
                // sign(sign x) may have taken sign x away already.
                if (!_exponents.TryGetValue(s, out var own))
                    continue;
                var x = s.Arguments[0];
                var norm = Build.Apply(FunctionCatalog.Abs, x);
                var unit = ((Number)own).Value;
                if (_exponents.TryGetValue(norm, out var n) && n is Number { Value: var power } && power * unit >= Rational.One)
                    Replace(s, norm, Build.Power(norm, Build.Number(power - unit)), Build.Power(x, Build.Number(unit)));
                else if (_exponents.TryGetValue(x, out n) && n is Number { Value: { IsInteger: true, IsEven: false } odd } && (odd * unit).Sign > 0)
                    Replace(s, x, Build.Power(norm, n), Build.One);
            }
        }

        private static bool IsUnit(Expr e) => ReferenceEquals(e, Build.One) || ReferenceEquals(e, Build.MinusOne);

        private void Replace(Expr sign, Expr partner, Expr first, Expr second)
        {
            _exponents.Remove(sign);
            _exponents.Remove(partner);
            _queue.Enqueue(first);
            _queue.Enqueue(second);
        }

        private static Expr Join(Expr b, Expr e) =>
            ReferenceEquals(e, Build.One) ? b
            : ReferenceEquals(b, Build.E) ? Build.Power(b, e)
            : Build.NewPower(b, e);
    }
}
