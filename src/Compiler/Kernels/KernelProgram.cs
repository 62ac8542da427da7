namespace Flows.Compiler.Kernels;

/// <summary>One array that a program writes.</summary>
/// <param name="Slot">The array.</param>
/// <param name="Offset">In entries.</param>
/// <param name="Value">What is written.</param>
/// <param name="Accumulate">Whether it is added to what is there.</param>
internal sealed record ProgramOutput(int Slot, int Offset, Lane Value, bool Accumulate)
{
    /// <summary>Whether vectors are written past the cache.</summary>
    public bool IsStreamed { get; init; }
}

/// <summary>One reduction of a program.</summary>
/// <param name="Index">Its place among the sums.</param>
/// <param name="Value">The summand.</param>
/// <param name="IsCompensated">Whether rounding errors are collected.</param>
internal sealed record ProgramSum(int Index, Lane Value, bool IsCompensated);

/// <summary>A kernel as lane code: what is left of its source when the mathematics is written out.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Code">The values.</param>
/// <param name="Outputs">What is written.</param>
/// <param name="Sums">What is summed.</param>
internal sealed record KernelProgram(string Name, LaneProgram Code, IReadOnlyList<ProgramOutput> Outputs, IReadOnlyList<ProgramSum> Sums)
{
    /// <summary>Slots whose rows are asked for and not read.</summary>
    public IReadOnlyList<int> Fetched { get; init; } = [];
}
