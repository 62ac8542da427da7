using Flows.Compiler.Binding;
using Flows.Compiler.Functions;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>
/// What flows where a side is open (mathematics.md §3). Of m ∇ξ, ξ = s(x, u), what the state's own slope drives is ∇P, ∂P/∂u = m ∂s/∂u: through the side, at which a
/// value b is prescribed, the difference of P is taken, which holds however small b is, while m at b would let nothing pass at b = 0. The mobility of the rest is
/// (P(u) − P(b))/(s(u) − s(b)), the logarithmic mean for entropies: then the whole is that mean times the difference of ξ, and 0 where u is in equilibrium with b. Faces
/// between cells take the same mean of both: beside an absorbing wall the density is a multiple of the distance, and the arithmetic mean is off by a share that no h makes smaller.
/// </summary>
/// <param name="states">The states, in the order of their arrays.</param>
/// <param name="state">Which of them flows.</param>
/// <param name="slope">ξ at a point.</param>
/// <param name="mobility">m at the point.</param>
public sealed class GridWall(Seq<StateModel> states, int state, Expr slope, Expr mobility)
{
    // Nearer than this, relatively, the mobility is that of the mean of both values: right to the square of it.
    private const double Near = 1e-3;

    // Gauss rule for pressures without a closed form; Abramowitz and Stegun, table 25.4.
    private static readonly (double Place, double Weight)[] Rule =
    [
        (0.046910077030668, 0.118463442528094543757), (0.230765344947158453, 0.239314335249683234021), (0.5, 0.284444444444444444444),
        (0.769234655052841547, 0.239314335249683234021), (0.953089922969332, 0.118463442528094543757),
    ];

    private readonly StateModel _model = states[state];
    private readonly int _dimension = states[state].Domain.Axes.Count;
    private readonly StateValue _u = Substitution.All(slope * mobility).OfType<StateValue>().FirstOrDefault(v => v.State == states[state].Symbol)
        ?? (StateValue)Build.Value(states[state].Symbol, new Point(states[state].Symbol.Space, 0));

    private Expr Steepness => mobility * Derivative.Of(slope, _u);

    private bool IsSteep => Steepness is not Number { Value.IsZero: true };

    /// <summary>Whether the present cell lies at a side.</summary>
    public Condition IsBeside(int axis, bool isUpper)
    {
        var (x, ends) = (GridScalars.Coordinate(axis, _dimension, Shift.None), _model.Domain.Axes[axis]);
        var away = isUpper ? Build.Number(ends.High) - x : x - Build.Number(ends.Low);
        // Centres are half a cell away, those of the next cells three halves.
        return new Compare(Comparison.Less, away * GridScalars.InverseSpacing(axis, _dimension), Build.Number(0.75));
    }

    /// <summary>h·m ∂ξ/∂n, outwards, for the cell beside a side; the side is half a cell away from its centre.</summary>
    /// <param name="axis">The axis of the domain.</param>
    /// <param name="isUpper">Whether the side is its upper end.</param>
    /// <param name="prescribed">b, of coordinates and time.</param>
    public Expr Outwards(int axis, bool isUpper, Expr prescribed)
    {
        var place = Build.Number(isUpper ? _model.Domain.Axes[axis].High : _model.Domain.Axes[axis].Low);
        Expr AtSide(Expr e, Expr value) => Written(e, value, axis, place);
        var here = Cell(Shift.None);
        var beyond = AtSide(prescribed, here);
        var pressed = Pressed(here, beyond, AtSide);
        var drift = AtSide(slope, here) - Written(slope, here, axis, GridScalars.Coordinate(axis, _dimension, Shift.None));
        if (drift is Number { Value.IsZero: true })
            return 2 * pressed;
        // What drifts alone comes from where the potential is higher.
        var mean = IsSteep ? Mean(here, beyond, pressed, AtSide) : Build.If(new Compare(Comparison.Less, 0, drift), AtSide(mobility, beyond), AtSide(mobility, here));
        return 2 * (pressed + mean * drift);
    }

    /// <summary>The mobility of a face between the present cell and the next one along an axis; null where the state's slope drives nothing.</summary>
    /// <param name="axis">The axis of the domain.</param>
    /// <param name="side">1 for the upper face, −1 for the lower one.</param>
    public Expr? Between(int axis, int side)
    {
        if (!IsSteep || !Substitution.States(mobility).Contains(_model.Symbol))
            return null;
        var place = GridScalars.Coordinate(axis, _dimension, Shift.None) + (Expr)side / (2 * GridScalars.InverseSpacing(axis, _dimension));
        Expr AtFace(Expr e, Expr value) => Written(e, value, axis, place);
        var (here, there) = (Cell(Shift.None), Cell(Shift.Along(axis, _dimension, side)));
        return Mean(here, there, Pressed(here, there, AtFace), AtFace);
    }

    // P(to) − P(from).
    private Expr Pressed(Expr from, Expr to, Func<Expr, Expr, Expr> at) => !IsSteep ? Build.Zero
        : Pressures.Antiderivative(Steepness, _u) is { } pressure ? at(pressure, to) - at(pressure, from)
        : (to - from) * Build.Sum([.. Rule.Select(r => Build.Number(r.Weight) * at(Steepness, from + Build.Number(r.Place) * (to - from)))]);

    private Expr Mean(Expr from, Expr to, Expr pressed, Func<Expr, Expr, Expr> at)
    {
        if (!Substitution.States(mobility).Contains(_model.Symbol))
            return at(mobility, from);
        var abs = FunctionCatalog.Find("abs")!;
        var isNear = new Compare(Comparison.LessOrEqual, Build.Apply(abs, to - from), Build.Number(Near) * (Build.Apply(abs, to) + Build.Apply(abs, from)));
        return Build.If(isNear, at(mobility, (from + to) / 2), pressed / (at(slope, to) - at(slope, from)));
    }

    private Expr Cell(Shift at) => GridArray.Value(GridRole.State, state, at);

    private Expr Written(Expr e, Expr value, int axis, Expr place) => Substitution.Replace(Definitions.Expand(e), leaf => leaf switch
    {
        StateValue v => v.State == _model.Symbol ? value : GridArray.Value(GridRole.State, IndexOf(v.State), Shift.None),
        Coordinate c => c.Axis == axis ? place : GridScalars.Coordinate(c.Axis, _dimension, Shift.None),
        Time => Build.Scalar(GridScalars.Time),
        _ => null,
    });

    private int IndexOf(StateSymbol symbol)
    {
        for (var i = 0; i < states.Count; i++)
            if (states[i].Symbol == symbol)
                return i;
        throw new ArgumentException($"{symbol.Name} has no array", nameof(symbol));
    }
}
