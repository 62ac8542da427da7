namespace Flows.Compiler.Analysis;

/// <summary>How fast a quantity falls, before anything is computed.</summary>
/// <param name="Quantity">What falls, as a formula.</param>
/// <param name="Exponent">c in exp(−c t); below 0 a bound on growth.</param>
/// <param name="Theorem">Why.</param>
/// <param name="Source">Where it is proved.</param>
/// <param name="IsProved">Whether the theorem's conditions are proved, not only sampled.</param>
public sealed record Rate(string Quantity, double Exponent, string Theorem, string Source, bool IsProved);
