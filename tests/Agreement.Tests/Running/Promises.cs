using System.Globalization;
using Flows.Compiler.Planning;
using Flows.Runtime.Results;

namespace Flows.Agreement.Tests.Running;

/// <summary>What a plan promises, looked for in what its run left behind.</summary>
internal static class Promises
{
    // docs/language.md §9: what counts as round-off, and the default of `conserved`.
    private const double Rise = 1e-11, Drift = 1e-11;

    /// <summary>Each promise that is broken, with its number.</summary>
    public static IEnumerable<string> Broken(Plan plan, RunResult result)
    {
        var s = result.Statistics;
        if (plan.Promises.Mass && !(s.MassDrift <= Drift))
            yield return Line("mass drifts by", s.MassDrift);
        if (plan.Promises.Decay && !(s.WorstRise <= Rise))
            yield return Line("the energy rises by", s.WorstRise);
        if (plan.Promises.Positivity && !(s.Minimum >= 0))
            yield return Line("a density falls to", s.Minimum);
    }

    private static string Line(string what, double number) => string.Create(CultureInfo.InvariantCulture, $"{what} {number:G3}");
}
