using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.Observing;

namespace Flows.Runtime.Verifying;

/// <summary>Checks the numerics of a program, each part against what it must be: docs/cli.md says how.</summary>
public static class ProgramVerifier
{
    /// <summary>All checks of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="token">Ends between two checks, with those done.</param>
    public static Verification Verify(Plan plan, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var checks = new List<CheckResult>();
        foreach (var check in Checks(plan))
        {
            checks.Add(check);
            if (token.IsCancellationRequested)
                break;
        }
        return new Verification(Path.GetFileNameWithoutExtension(plan.Model.Source.Path), SchemeText.Of(plan), [.. checks]);
    }

    private static IEnumerable<CheckResult> Checks(Plan plan)
    {
        if (plan.Equations.Count == 0 || plan.Method is null || plan.End is null)
        {
            yield return CheckResult.Without("all", "", "nothing flows in this program");
            yield break;
        }
        foreach (var check in DerivativeChecks.Of(plan))
            yield return check;
        foreach (var check in DiscreteChecks.Of(plan, Names(plan)))
            yield return check;
        yield return OrderInTime.Of(plan);
        yield return OrderInSpace.Of(plan);
        yield return Agreement.Of(plan);
        foreach (var check in LawChecks.Of(plan))
            yield return check;
    }

    // In the order of the energies of a system on a grid: those descended and turning, as they are met.
    private static Seq<string> Names(Plan plan)
    {
        var named = plan.Equations.SelectMany(e => e.Flow.Descents.Select(d => (d.Energy, d.Name)).Concat(e.Flow.Hamiltonians.Select(h => (h.Energy, h.Name))));
        return [.. named.DistinctBy(n => n.Energy).Select(n => n.Name)];
    }
}
