namespace Flows.Runtime.Transforms;

/// <summary>Whether a pass multiplies what it writes by roots of unity: all but the last do. A type, so that each gets its own machine code.</summary>
internal interface ITurning
{
    /// <summary>Whether it does.</summary>
    static abstract bool Turns { get; }
}

/// <summary>A pass before the last.</summary>
internal readonly struct Turned : ITurning
{
    public static bool Turns => true;
}

/// <summary>The last pass.</summary>
internal readonly struct Straight : ITurning
{
    public static bool Turns => false;
}
