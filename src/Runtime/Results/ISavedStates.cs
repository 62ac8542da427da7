using Flows.Compiler.Binding;
using Flows.Language;

namespace Flows.Runtime.Results;

/// <summary>Takes states while a run goes on, so that they need not be kept in memory.</summary>
public interface ISavedStates
{
    /// <summary>Said once, before the first frame.</summary>
    /// <param name="layout">What every frame holds.</param>
    void Begin(SavedLayout layout);

    /// <summary>Takes a frame; its arrays may be used again when this returns.</summary>
    /// <param name="time">Increasing from frame to frame.</param>
    /// <param name="fields">One array a field of the layout, in its order, each made only when it is asked for.</param>
    void Add(double time, IEnumerable<double[]> fields);
}

/// <summary>What is saved at every time.</summary>
/// <param name="Axes">The axes of the domain.</param>
/// <param name="Cells">Cells of the uniform grid along each.</param>
/// <param name="Fields">The fields.</param>
public sealed record SavedLayout(Seq<AxisModel> Axes, Seq<int> Cells, Seq<SavedField> Fields);

/// <summary>A field of a saved frame.</summary>
/// <param name="Name">A state's name, or that with an ending.</param>
/// <param name="Meaning">In words: `cell averages of the density rho`.</param>
/// <param name="Shape">Entries along each axis; row-major.</param>
/// <param name="OnCells">Whether these are the cells of the grid.</param>
public sealed record SavedField(string Name, string Meaning, Seq<int> Shape, bool OnCells)
{
    /// <summary>Entries in all.</summary>
    public long Count => Shape.Aggregate(1L, (a, b) => a * b);
}
