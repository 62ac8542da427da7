namespace Flows.Testing;

/// <summary>An answer differs from its golden file.</summary>
public sealed class GoldenMismatchException(string message) : Exception(message);
