namespace Flows.Agreement.Tests.Running;

/// <summary>What is wrong with a method on a program.</summary>
internal enum Fault
{
    /// <summary>It is further from the reference than it says.</summary>
    Disagrees,
    /// <summary>The run ends in a failure.</summary>
    Fails,
    /// <summary>The product throws.</summary>
    Crashes,
    /// <summary>It fits, and is refused all the same.</summary>
    Refused,
    /// <summary>A promised mass, sign, decay or invariant is not kept.</summary>
    BreaksPromise,
    /// <summary>Something that is observed is no number.</summary>
    NotFinite,
    /// <summary>The drawn program does not compile.</summary>
    BadDraw,
    /// <summary>The reference does not resolve the solution, so that nothing can be said.</summary>
    Unresolved,
}

/// <summary>A finding.</summary>
/// <param name="Fault">Its kind.</param>
/// <param name="Variant">The method; null where none is to blame.</param>
/// <param name="Numbers">What was measured.</param>
internal sealed record Problem(Fault Fault, Variant? Variant, string Numbers)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Fault}: {Variant} {Numbers}";
}
