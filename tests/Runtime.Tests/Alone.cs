namespace Flows.Runtime.Tests;

/// <summary>Tests that measure what the whole process allocates or holds: no others run beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
