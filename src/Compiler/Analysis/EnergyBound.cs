namespace Flows.Compiler.Analysis;

/// <summary>Whether an energy is bounded below on the states that its flow may reach.</summary>
public abstract record EnergyBound;

/// <summary>It is.</summary>
/// <param name="By">The reason, for people.</param>
public sealed record BoundedBelow(string By) : EnergyBound;

/// <summary>It is not.</summary>
/// <param name="Witness">States along which it falls without end, and how.</param>
/// <param name="IsModel">Whether that is what such models are studied for: aggregation that collapses, a mass above the critical one.</param>
public sealed record UnboundedBelow(string Witness, bool IsModel) : EnergyBound;

/// <summary>Neither is shown.</summary>
/// <param name="Why">What stands in the way.</param>
public sealed record UnknownBound(string Why) : EnergyBound;
