using Flows.Language;

namespace Flows.Compiler.Tables;

/// <summary>The last states that an earlier run has saved.</summary>
/// <param name="Names">The names of the axes.</param>
/// <param name="Axes">The axes, of equal cells.</param>
/// <param name="Fields">The names of the states.</param>
/// <param name="Values">The averages over the cells of the state that was asked for; null where there is none of this name.</param>
/// <param name="Time">When they were.</param>
public sealed record SavedStates(Seq<string> Names, Seq<GivenAxis> Axes, Seq<string> Fields, double[]? Values, double Time);
