using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>
/// An energy density over cells, its terms that are products of two values of one state with coefficients that no cell changes apart: their
/// derivatives are linear, and what many cells contribute to one is added up as numbers, without multiplying anything out. The squares
/// of second derivatives on a box have some hundred of such terms, and 24 kinds of cells along its sides.
/// </summary>
internal sealed class QuadraticDensity
{
    // Coefficient, its number apart, and the two places.
    private readonly List<(Expr Common, Rational Number, Shift First, Shift Second)> _products = [];

    /// <summary>Takes a density apart.</summary>
    /// <param name="density">Over the cells around.</param>
    /// <param name="state">The state that it is differentiated by.</param>
    public QuadraticDensity(Expr density, int state)
    {
        var rest = new List<Expr>();
        // Beyond the most terms that are multiplied out a product stays, and belongs to the rest.
        foreach (var part in density is Sum whole ? whole.Terms : [density])
        {
            var expanded = Degree.Of(part, e => e is Load) is >= 0 and <= 2 ? Expansion.Expand(part) : part;
            foreach (var term in expanded is Sum s ? s.Terms : [expanded])
                if (!IsProduct(term, state))
                    rest.Add(term);
        }
        Rest = Build.Sum([.. rest]);
    }

    /// <summary>What is no such product.</summary>
    public Expr Rest { get; }

    /// <summary>The places that the products read.</summary>
    public IEnumerable<Shift> Places => _products.SelectMany(p => new[] { p.First, p.Second }).Distinct();

    /// <summary>Σ over cells of their derivative by the value at a place each, as seen from one cell.</summary>
    /// <param name="parts">How often a place counts, and how far the cell whose value at that place is differentiated by lies from the one that looks.</param>
    /// <param name="state">The state.</param>
    public Expr Gathered(IEnumerable<(Shift At, Shift To, int Count)> parts, int state)
    {
        var sums = new Dictionary<Expr, SortedDictionary<(int A, int B, int C), Rational>>();
        var order = new List<Expr>();
        foreach (var (at, to, count) in parts)
        {
            foreach (var (common, number, first, second) in _products)
            {
                if (first == at)
                    Add(common, number, second + -at + to, count);
                if (second == at)
                    Add(common, number, first + -at + to, count);
            }
        }
        return Build.Sum([.. order.Select(common => common * Build.Sum([.. sums[common].Select(p => Build.Number(p.Value) * GridArray.Value(GridRole.State, state, new Shift(p.Key.A, p.Key.B, p.Key.C)))]))]);

        void Add(Expr common, Rational number, Shift read, int count)
        {
            if (!sums.TryGetValue(common, out var sum))
            {
                sums[common] = sum = [];
                order.Add(common);
            }
            var key = (read.A, read.B, read.C);
            sum[key] = (sum.TryGetValue(key, out var known) ? known : Rational.Zero) + new Rational(count) * number;
        }
    }

    private bool IsProduct(Expr term, int state)
    {
        var (number, common, places) = (Rational.One, new List<Expr>(), new List<Shift>());
        foreach (var factor in term is Product p ? p.Factors : [term])
        {
            switch (factor)
            {
                case Number n:
                    number = n.Value;
                    break;
                case Load load when GridArray.Read(load) is (GridRole.State, var index, var at) && index == state:
                    places.Add(at);
                    break;
                case Power { Base: Load load, Exponent: Number { Value: var two } } when two == new Rational(2) && GridArray.Read(load) is (GridRole.State, var index, var at) && index == state:
                    places.AddRange([at, at]);
                    break;
                // A coordinate of the row is another one in another cell.
                case var _ when Substitution.All(factor).Any(e => e is Load || e is Scalar s && GridScalars.AsRowCoordinate(s.Index) is not null):
                    return false;
                default:
                    common.Add(factor);
                    break;
            }
        }
        if (places is not [var first, var second])
            return false;
        _products.Add((Build.Product([.. common]), number, first, second));
        return true;
    }
}
