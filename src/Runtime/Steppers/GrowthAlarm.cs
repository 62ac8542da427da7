namespace Flows.Runtime.Steppers;

/// <summary>
/// Notices that something which a stable step hardly raises, a dissipation or a size, has doubled since the limit of stability was looked at: a mode grows that the last
/// look has not seen, or the flow itself does.
/// </summary>
internal sealed class GrowthAlarm
{
    private const double Growth = 2;

    // Less than rounding of the whole is no growth.
    private const double RoundOff = 1e-13;

    private double _reference = double.NaN;

    /// <summary>Whether a value is too large for what was looked at last.</summary>
    /// <param name="value">The value behind a step.</param>
    /// <param name="whole">What rounding is relative to, in the same unit.</param>
    public bool Rings(double value, double whole)
    {
        _reference = double.IsNaN(_reference) ? value : Math.Min(_reference, value);
        return value > Growth * _reference && value > RoundOff * whole;
    }

    /// <summary>Takes the value as one that the last look has seen.</summary>
    public void Note(double value) => _reference = value;
}
