using Flows.Language;

namespace Flows.Runtime.Verifying;

/// <summary>What became of a check.</summary>
public enum Verdict
{
    /// <summary>What was measured is what is wanted.</summary>
    Passed,
    /// <summary>It is not.</summary>
    Failed,
    /// <summary>It was measured, and is not judged: what is wanted holds for smooth solutions only, and this one is not smooth.</summary>
    NotJudged,
    /// <summary>There is nothing to measure.</summary>
    NotApplicable,
}

/// <summary>One check of the numerics of a program.</summary>
/// <param name="Name">What is checked: `gradient`, `order in time`.</param>
/// <param name="Subject">Of what: an energy, or the method; empty where there is only one thing it could be.</param>
/// <param name="Measured">The number that is judged; NaN where there is none.</param>
/// <param name="Wanted">What is wanted of it, in words: `≤ 1e-7`.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Note">On which cells and how it was measured, or why it was not.</param>
public sealed record CheckResult(string Name, string Subject, double Measured, string Wanted, Verdict Verdict, string Note)
{
    /// <summary>A number that must not pass a bound; NaN passes none.</summary>
    public static CheckResult AtMost(string name, string subject, double measured, double bound, string wanted, string note) =>
        new(name, subject, measured, wanted, measured <= bound ? Verdict.Passed : Verdict.Failed, note);

    /// <summary>Nothing to measure.</summary>
    public static CheckResult Without(string name, string subject, string reason) => new(name, subject, double.NaN, "", Verdict.NotApplicable, reason);
}

/// <summary>The checks of a program.</summary>
/// <param name="Program">Its name, without folder and extension.</param>
/// <param name="Scheme">How it is solved, on one line.</param>
/// <param name="Checks">In the order of the pipeline: derivative, gradient, Hessian, operator, orders, laws.</param>
public sealed record Verification(string Program, string Scheme, Seq<CheckResult> Checks)
{
    /// <summary>Whether no check failed.</summary>
    public bool Passed => !Checks.Any(c => c.Verdict == Verdict.Failed);
}
