using Flows.Runtime.Linear;

namespace Flows.Runtime.Steppers;

/// <summary>The last increments of a state, for predictors and two-step methods, and what rounding has kept back from it.</summary>
internal sealed class StepHistory
{
    // An increment over less than this share of the one before is merged with it: alone, its slope would be mostly solver tolerance.
    private const double TinyShare = 0.02;

    private readonly double[] _state;
    private double[] _first, _second, _third;
    private double _thirdDt;
    private bool _hasMerged;

    public StepHistory(int count)
    {
        _state = new double[count];
        _first = new double[count];
        _second = new double[count];
        _third = new double[count];
        Carry = new double[count];
    }

    /// <summary>[n] what the exact sum of increments has over the state.</summary>
    public double[] Carry { get; }

    /// <summary>[n] u_n − u_(n−1) over <see cref="FirstDt"/>.</summary>
    public ReadOnlySpan<double> First => _first;

    public double FirstDt { get; private set; }

    public double SecondDt { get; private set; }

    /// <summary>Known increments: 0, 1 or 2.</summary>
    public int Depth { get; private set; }

    /// <summary>E_h of the state; NaN if not known.</summary>
    public double Energy { get; private set; } = double.NaN;

    public double Magnitude { get; private set; }

    /// <summary>Steps taken since the last break.</summary>
    public int Steps { get; private set; }

    /// <summary>Compares with the state that the last step left; forgets everything if somebody else has changed it.</summary>
    public void Meet(ReadOnlySpan<double> state)
    {
        if (state.SequenceEqual(_state) && Steps > 0)
            return;
        Depth = 0;
        _thirdDt = 0;
        Steps = 0;
        Energy = double.NaN;
        Array.Clear(Carry);
    }

    public void Know(double energy, double magnitude) => (Energy, Magnitude) = (energy, magnitude);

    public void Push(ReadOnlySpan<double> state, ReadOnlySpan<double> increment, double dt)
    {
        state.CopyTo(_state);
        Steps++;
        if (Depth > 0 && dt < TinyShare * FirstDt && !_hasMerged)
        {
            _hasMerged = true;
            RowArithmetic.AddScaled(1, increment, _first);
            FirstDt += dt;
            return;
        }
        _hasMerged = false;
        (_first, _second, _third) = (_third, _first, _second);
        increment.CopyTo(_first);
        _thirdDt = Depth == 2 ? SecondDt : 0;
        (SecondDt, FirstDt) = (FirstDt, dt);
        Depth = Math.Min(Depth + 1, 2);
    }

    /// <summary>Where Newton's method should start. With equal steps u + y₁ + y₂ − y₃, which is exact for quadratics in time and for modes of
    /// alternating sign, such as discrete gradients keep; else by extrapolation.</summary>
    public void Foresee(ReadOnlySpan<double> state, double dt, Span<double> result)
    {
        if (!(Same(_thirdDt, dt) && Same(SecondDt, dt) && Same(FirstDt, dt)))
        {
            Extrapolate(state, dt, 2, result);
            return;
        }
        RowArithmetic.Combine(1, state, 1, _first, result);
        RowArithmetic.AddScaled(1, _second, result);
        RowArithmetic.AddScaled(-1, _third, result);
    }

    /// <summary>u(t + dt) by polynomial extrapolation of degree min(wanted, Depth).</summary>
    public void Extrapolate(ReadOnlySpan<double> state, double dt, int degree, Span<double> result)
    {
        state.CopyTo(result);
        degree = Math.Min(degree, Depth);
        if (degree == 0)
            return;
        double byFirst = dt / FirstDt, bySecond = 0;
        if (degree == 2)
        {
            // Newton's form: + dt (dt + h1) (d1 − d2)/(h1 + h2), d the slopes of the increments.
            var second = dt * (dt + FirstDt) / (FirstDt + SecondDt);
            byFirst += second / FirstDt;
            bySecond = -second / SecondDt;
        }
        RowArithmetic.AddScaled(byFirst, _first, result);
        if (degree == 2)
            RowArithmetic.AddScaled(bySecond, _second, result);
    }

    private static bool Same(double a, double b) => Math.Abs(a - b) < 1e-6 * b;
}
