namespace Flows.Runtime.Outputs;

/// <summary>What made the states of a file.</summary>
/// <param name="Program">The program's name.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Version">Of flowc.</param>
public sealed record SavedOrigin(string Program, string Hash, string Version);
