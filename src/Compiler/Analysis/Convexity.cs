namespace Flows.Compiler.Analysis;

/// <summary>What is known of the convexity of an energy along the geodesics of its metric.</summary>
public abstract record Convexity;

/// <summary>λ-convex, by rules and interval arithmetic.</summary>
/// <param name="Lambda">The constant; 0 is convex.</param>
/// <param name="By">The reason, for people.</param>
public sealed record Proved(double Lambda, string By) : Convexity;

/// <summary>λ-convex as far as samples show.</summary>
/// <param name="Lambda">The constant found.</param>
/// <param name="By">What was sampled.</param>
public sealed record Suspected(double Lambda, string By) : Convexity;

/// <summary>Nothing is known.</summary>
/// <param name="Why">What stands in the way, for people.</param>
public sealed record UnknownConvexity(string Why) : Convexity;
