using System.Globalization;
using System.Text.Json;
using Flows.Compiler;
using Flows.Compiler.Explaining;
using Flows.Runtime.Steppers;

namespace Flows.Agreement.Tests.Running;

/// <summary>What `explain` says is conserved, kept or falls, looked for in the solution of the method of lines.</summary>
internal static class Claims
{
    // What the reference's own error does not show.
    private const double RoundOff = 1e-6;

    /// <summary>Each claim that is not true, or that nobody checks.</summary>
    public static IEnumerable<string> Untrue(Analysed program, Truth truth)
    {
        using var explanation = JsonDocument.Parse(ExplanationWriter.Write(Explanation.Of(program, MethodCatalog.Target), ExplanationFormat.Json));
        var untrue = new List<string>();
        foreach (var flow in explanation.RootElement.GetProperty("flows").EnumerateArray())
        {
            var state = flow.GetProperty("state").GetString()!;
            foreach (var section in flow.GetProperty("sections").EnumerateArray())
            {
                var texts = section.GetProperty("statements").EnumerateArray().Select(s => s.GetProperty("text").GetString()!);
                switch (section.GetProperty("title").GetString())
                {
                    case "conserved":
                        untrue.AddRange(texts.Select(t => Conserved(t, state, program, truth)).OfType<string>());
                        break;
                    case "dissipation" when !texts.First().StartsWith("nothing", StringComparison.Ordinal):
                        var (rise, allowed) = Change("energy", program, truth);
                        if (!(rise <= allowed))
                            untrue.Add(Line($"`{texts.First()}`, and F rises by", rise));
                        break;
                }
            }
        }
        return untrue;
    }

    private static string? Conserved(string claim, string state, Analysed program, Truth truth)
    {
        var observable = claim.StartsWith("the mass ", StringComparison.Ordinal) ? $"{state}1"
            : claim.StartsWith("the Hamiltonian ", StringComparison.Ordinal) ? "energy"
            // Signs are looked at in every run.
            : claim.StartsWith("nothing", StringComparison.Ordinal) || claim.EndsWith(">= 0 is kept", StringComparison.Ordinal) ? "" : null;
        if (observable is null)
            return $"nobody checks `{claim}`";
        if (observable.Length == 0)
            return null;
        var (change, allowed) = Change(observable, program, truth);
        return Math.Abs(change) <= allowed ? null : Line($"`{claim}` is conserved, and changes by", change);
    }

    private static (double Change, double Allowed) Change(string observable, Analysed program, Truth truth)
    {
        var i = program.Model.Observables.TakeWhile(o => o.Name != observable).Count();
        return (truth.End[i] - truth.Start[i], 3 * truth.Errors[i] + RoundOff * truth.Scales[i]);
    }

    private static string Line(string what, double number) => string.Create(CultureInfo.InvariantCulture, $"{what} {number:G3}");
}
