using Flows.Language;

namespace Flows.Compiler.Tables;

/// <summary>The last states that an earlier run has saved.</summary>
/// <param name="Names">The names of the axes.</param>
/// <param name="Axes">The axes, of equal cells.</param>
/// <param name="Fields">The averages over the cells by the names of the states.</param>
/// <param name="Time">When they were.</param>
public sealed record SavedStates(Seq<string> Names, Seq<GivenAxis> Axes, IReadOnlyDictionary<string, double[]> Fields, double Time);
