using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Grids;

/// <summary>An expression of coordinates and time at the faces of a side.</summary>
internal sealed class SideValues
{
    private readonly Expr _expression;
    private readonly double[] _values;
    private readonly double[][] _places;

    /// <summary>Evaluates it at t = 0.</summary>
    /// <param name="expression">Of coordinates and time.</param>
    /// <param name="faces">The centres of the faces.</param>
    public SideValues(Expr expression, double[][] faces)
    {
        _expression = expression;
        DependsOnTime = TimeDependence.Of(expression);
        // One number where it is the same at every face.
        _places = Substitution.HasCoordinates(expression) ? faces : [faces[0]];
        _values = new double[_places.Length];
        Evaluate(0);
    }

    /// <summary>Whether it changes with time.</summary>
    public bool DependsOnTime { get; }

    /// <summary>The value at a face.</summary>
    public double At(long face) => _values.Length == 1 ? _values[0] : _values[face];

    /// <summary>Evaluates it at a time.</summary>
    public void SetTime(double t)
    {
        if (DependsOnTime)
            Evaluate(t);
    }

    private void Evaluate(double t)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var x = _places[i];
            _values[i] = Evaluation.Evaluate(_expression, leaf => leaf switch { Coordinate c => x[c.Axis], Time => t, _ => null });
        }
    }
}
