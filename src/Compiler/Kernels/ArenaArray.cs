namespace Flows.Compiler.Kernels;

/// <summary>An array in an <see cref="Kernels.Arena"/>.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Length">Its entries.</param>
/// <param name="Guard">Entries before and behind it that may be read and written as well, for stencils; rounded up to cache lines.</param>
public sealed record ArenaArray(string Name, long Length, int Guard = 0);
