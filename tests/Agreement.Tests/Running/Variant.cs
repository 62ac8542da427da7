using System.Globalization;
using Flows.Compiler.Planning;

namespace Flows.Agreement.Tests.Running;

/// <summary>A method with options, at three resolutions of space and time.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Words">Options that stay, `scheme = "be"`, or empty.</param>
/// <param name="IsAdaptive">Whether steps are chosen by a tolerance, else fixed.</param>
internal sealed record Variant(string Method, string Words, bool IsAdaptive)
{
    // Fixed steps of a run, and a tolerance (jko's is of the whole run, at first order); the finer run takes twice as many, and a share of it.
    private const int Steps = 16;
    private const double Tolerance = 2e-4, Finer = 20;

    /// <summary>The method's clause.</summary>
    /// <param name="until">The end of the run.</param>
    /// <param name="isFine">Whether the steps are to be finer.</param>
    public string Clause(double until, bool isFine) =>
        $"{Method} {{ {Option} = {Step(until, isFine).ToString("R", CultureInfo.InvariantCulture)}{(Words.Length > 0 ? $"; {Words}" : "")} }}";

    /// <summary>A plan of the same method with other cells and steps.</summary>
    public Plan At(Plan plan, int cells, bool isFine)
    {
        Seq<int> grid = [.. plan.GridCells.Select(_ => cells)];
        var numbers = plan.Options.Numbers.ToDictionary(n => n.Key, n => n.Key == Option ? Step(plan.End!.Time, isFine) : n.Value);
        return plan with { Cells = grid.Aggregate(1L, (a, n) => a * n), GridCells = grid, Options = plan.Options with { Numbers = numbers } };
    }

    private string Option => IsAdaptive ? "rtol" : Method == "jko" ? "tau" : "dt";

    private double Step(double until, bool isFine) => IsAdaptive ? (Method == "jko" ? 10 : 1) * (isFine ? Tolerance / Finer : Tolerance) : until / (isFine ? 2 * Steps : Steps);

    /// <summary>The error of the finer run from its difference to the coarser one.</summary>
    public double TimeError(double difference, int order) => IsAdaptive ? difference : difference / (Math.Pow(2, order) - 1);

    /// <summary>The error of the finer cells from the difference to the coarser ones. Waves have no order; upwind faces are of first order.</summary>
    public double SpaceError(double difference) =>
        Method == "spectral" || Words.Contains("upwind", StringComparison.Ordinal) || Words.Contains("scharfetter", StringComparison.Ordinal) ? difference : difference / 3;

    /// <summary>Every variant of a method that is compared.</summary>
    public static Seq<Variant> Of(MethodInfo method) => method.Name switch
    {
        "implicit" => [new("implicit", "", false), new("implicit", "scheme = \"be\"", false), new("implicit", "scheme = \"bdf2\"", false), new("implicit", "face = \"log\"", false),
            new("implicit", "face = \"upwind\"", false), new("implicit", "face = \"scharfetter_gummel\"", false), new("implicit", "", true)],
        "explicit" => [new("explicit", "", true), new("explicit", "", false)],
        "rkc" => [new("rkc", "", true), new("rkc", "", false)],
        "imex" => [new("imex", "", false), new("imex", "scheme = \"convex_splitting\"", false), new("imex", "", true)],
        "jko" => [new("jko", "", false), new("jko", "scheme = \"sdirk2\"", false), new("jko", "scheme = \"bdf2\"", false), new("jko", "", true)],
        "sav" or "spectral" => [new(method.Name, "", false), new(method.Name, "", true)],
        _ => [new(method.Name, "", false)],
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Method}{(Words.Length > 0 ? $" {{ {Words} }}" : "")}{(IsAdaptive ? " by rtol" : "")}";
}
