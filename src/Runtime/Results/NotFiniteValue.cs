namespace Flows.Runtime.Results;

/// <summary>A quantity that is not finite.</summary>
/// <param name="Name">Its column.</param>
/// <param name="Time">When it is so first.</param>
/// <param name="Value">NaN or an infinity.</param>
public sealed record NotFiniteValue(string Name, double Time, double Value)
{
    /// <summary>`not a number`, `infinite`.</summary>
    public string Is => double.IsNaN(Value) ? "not a number" : Value > 0 ? "infinite" : "-infinite";
}
