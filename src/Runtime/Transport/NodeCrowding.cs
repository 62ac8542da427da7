namespace Flows.Runtime.Transport;

/// <summary>How nodes are crowded towards an end of the support inside the domain.</summary>
internal enum NodeCrowding
{
    /// <summary>Not at all: a wall, or the tail of a smooth density, which thins out by itself.</summary>
    None,

    /// <summary>Distances like k²: the density goes to zero like a power.</summary>
    Front,

    /// <summary>Distances, and so masses, like k⁴: the density jumps to zero, and what flows out of it needs light cells for its front or its tail.</summary>
    Jump,
}
