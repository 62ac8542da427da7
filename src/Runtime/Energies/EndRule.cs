namespace Flows.Runtime.Energies;

/// <summary>What stands beyond the ends of a row of cells.</summary>
public enum EndKind
{
    /// <summary>The row's own mirror image: no flux, and the natural condition of first-order energies.</summary>
    Mirror,
    /// <summary>2g − u: the value g on the side.</summary>
    Value,
    /// <summary>The row's other end.</summary>
    Periodic,
    /// <summary>Nothing: mass coordinates have no ghosts.</summary>
    None,
}

/// <summary>One end of a row.</summary>
/// <param name="Kind">What stands beyond it.</param>
/// <param name="Value">g as a function of time; unused but for <see cref="EndKind.Value"/>.</param>
public sealed record EndRule(EndKind Kind, Func<double, double> Value)
{
    /// <summary>A mirror.</summary>
    public static EndRule Mirror { get; } = new(EndKind.Mirror, _ => 0);

    /// <summary>The factor of the inner value in the ghost's.</summary>
    public double Sign => Kind == EndKind.Value ? -1 : 1;
}
