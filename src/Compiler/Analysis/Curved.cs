namespace Flows.Compiler.Analysis;

/// <summary>A bound from below of a second derivative.</summary>
/// <param name="Lambda">λ.</param>
/// <param name="By">How it is known, for people.</param>
/// <param name="IsProved">Whether it is proved, not sampled.</param>
internal sealed record Curved(double Lambda, string By, bool IsProved);
