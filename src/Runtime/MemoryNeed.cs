using Flows.Compiler.Planning;
using Flows.Runtime.Grids;

namespace Flows.Runtime;

/// <summary>What a run needs at the least, known before anything of it is made.</summary>
internal static class MemoryNeed
{
    // A state, what it becomes, and what a step needs beside them: no method takes fewer.
    private const int LeastArrays = 3;

    // The direct solvers in one dimension keep a band of the matrix and its factors as well.
    private const int LeastRows = 10;

    /// <summary>Refuses what cannot fit.</summary>
    /// <exception cref="MemoryLimitException">It cannot.</exception>
    public static void Check(Plan plan, long limit)
    {
        var each = plan.Cells * (double)sizeof(double);
        var least = plan.System is null ? LeastRows * each : LeastArrays * plan.States.Count * each;
        if (plan.Method is null)
            least = plan.States.Count * each;
        if (least > limit || plan.Cells > Array.MaxLength)
            throw new MemoryLimitException(least, limit);
    }
}
