namespace Flows.Compiler.Kernels;

/// <summary>What is evaluated lane by lane where the vector algorithm does not reach.</summary>
internal enum RareFunction
{
    /// <summary>sin of a huge argument.</summary>
    Sin,

    /// <summary>cos of a huge argument.</summary>
    Cos,
}
