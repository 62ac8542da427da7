namespace Flows.Compiler.Kernels;

/// <summary>What the loop over a row does: in one method, or in several.</summary>
internal interface IRowBody
{
    /// <summary>Before the loop.</summary>
    void Begin();

    /// <summary>Computes all values of an index.</summary>
    void Compute();

    /// <summary>Stores the outputs of an index.</summary>
    void Store();
}
