using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Values of a state, of its derivatives and of all else at a made-up place, and a direction of waves.</summary>
internal sealed class SymbolSample
{
    private readonly Dictionary<Expr, double> _values = [];
    private readonly StateModel _state;
    private readonly Interval _range;
    private readonly Draws _draws;

    /// <summary>Draws a direction.</summary>
    public SymbolSample(StateModel state, Draws draws)
    {
        (_state, _range, _draws) = (state, StateRange.Of(state), draws);
        double[] direction = [.. state.Symbol.Space.Axes.Select(_ => draws.Between(-1, 1))];
        var length = Math.Sqrt(direction.Sum(x => x * x));
        Direction = [.. direction.Select(x => x / length)];
    }

    /// <summary>k/|k|.</summary>
    public Seq<double> Direction { get; }

    /// <summary>The state and its slope there, as far as they were asked for.</summary>
    public string Text
    {
        get
        {
            var name = _state.Symbol.Name;
            var slopes = _values.Where(v => v.Key is Gradient { Operand: StateValue s } && s.State == _state.Symbol).Select(v => v.Value).ToArray();
            string[] parts = [
                .. _values.Where(v => v.Key is StateValue s && s.State == _state.Symbol).Take(1).Select(v => $"{name} = {Rounded(v.Value)}"),
                .. slopes.Length > 0 ? [$"|grad {name}| = {Rounded(Math.Sqrt(slopes.Sum(s => s * s)))}"] : Array.Empty<string>()];
            return string.Join(" and ", parts);
        }
    }

    /// <summary>The value of an expression; NaN where it has none.</summary>
    public double Value(Expr e)
    {
        try
        {
            return Evaluation.Evaluate(e, Leaf);
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }

    private double? Leaf(Expr leaf)
    {
        if (_values.TryGetValue(leaf, out var known))
            return known;
        double? drawn = leaf switch
        {
            StateValue v when v.State == _state.Symbol => Between(_range, -2, 2),
            StateValue v => v.State.IsDensity ? _draws.Between(0.01, 2) : _draws.Between(-2, 2),
            // Slopes of all sizes.
            Gradient or DivGrad or Divergence => Math.Pow(10, _draws.Between(-2, 1)) * (_draws.Uniform() < 0.5 ? 1 : -1),
            Coordinate c => Between(new Interval(_state.Domain.Axes[Math.Min(c.Axis, _state.Domain.Axes.Count - 1)].Low, _state.Domain.Axes[Math.Min(c.Axis, _state.Domain.Axes.Count - 1)].High), -10, 10),
            Integral or TransportDistance or Reduced => _draws.Between(0.1, 2),
            Time => _draws.Uniform(),
            Symbol or Component or TransportPotential => _draws.Between(-1, 1),
            _ => null,
        };
        return drawn is { } value ? _values[leaf] = value : null;
    }

    // Inside a range, within bounds of a size that formulas are made for.
    private double Between(Interval range, double low, double high)
    {
        (low, high) = (Math.Max(range.Lower, low), Math.Min(range.Upper, high));
        return low < high ? _draws.Between(low, high) : double.IsFinite(range.Lower) ? range.Lower : range.Upper;
    }

    private static string Rounded(double value) => value.ToString("G2", System.Globalization.CultureInfo.InvariantCulture);
}
