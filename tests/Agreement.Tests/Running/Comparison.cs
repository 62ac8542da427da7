using System.Globalization;
using Flows.Agreement.Tests.Drawing;
using Flows.Compiler.Planning;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;

namespace Flows.Agreement.Tests.Running;

/// <summary>
/// Runs a program by every method that fits it, with cells and steps of two sizes, and compares what is observed with the reference: the distance may be twice
/// what the two sizes say of it. A scheme that is of first order where second is promised is off by three times.
/// </summary>
internal static class Comparison
{
    private const double Slack = 2;

    // Newton's tolerance, controlled errors and the round-off of the reference; and what one size of cells does not show of another's error.
    private const double Floor = 3e-5;

    // What the reference may be off by; it is allowed for.
    private const double Unresolved = 3e-4;

    /// <summary>The coarser cells along an axis.</summary>
    public static int Cells(Draw draw) => draw.Dimension == 1 ? 32 : 12;

    /// <summary>What is wrong with a program.</summary>
    /// <param name="draw">The program.</param>
    /// <param name="ran">Is told the method of every run.</param>
    public static IEnumerable<Problem> Of(Draw draw, Action<string> ran)
    {
        var cells = Cells(draw);
        var text = draw.Text(cells, "");
        var (bare, errors) = Product.Analyse(text);
        if (bare is null)
            return [new Problem(Fault.BadDraw, null, errors)];
        var claims = new Claims(bare);
        var (program, unread) = Product.Analyse(text + claims.Observed);
        if (program is null)
            return [new Problem(Fault.BreaksPromise, null, $"a claim of `explain` is no expression: {unread}")];
        Truth truth;
        try
        {
            truth = Truth.Of(program);
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or ArithmeticException)
        {
            return [new Problem(Fault.Unresolved, null, $"reference: {e.Message}")];
        }
        if (!(truth.Norm(truth.Errors) < Unresolved))
            return [new Problem(Fault.Unresolved, null, $"the reference is off by {string.Join(", ", truth.Errors.Select(Short))}")];
        var dice = new Dice(draw.Seed);
        return claims.Untrue(program, truth).Select(c => new Problem(Fault.BreaksPromise, null, c)).Concat(MethodSurvey.Of(program.Equations, MethodCatalog.Target).Where(v => v.Runs).SelectMany(v => Chosen(v.Method, dice)).SelectMany(v => Judge(draw, v, cells, truth, ran)));
    }

    // The first variant of implicit, which takes everything, and one of each method.
    private static IEnumerable<Variant> Chosen(MethodInfo method, Dice dice)
    {
        var all = Variant.Of(method);
        return method.Name == "implicit" ? [all[0], all[1 + dice.Below(all.Count - 1)]] : [all[dice.Below(all.Count)]];
    }

    private static IEnumerable<Problem> Judge(Draw draw, Variant variant, int cells, Truth truth, Action<string> ran)
    {
        var (program, errors) = Product.Analyse(draw.Text(cells, variant.Clause(draw.Until, false)));
        if (program?.Plan is not { } given)
            return errors.Contains("F0690", StringComparison.Ordinal) ? [] : [new Problem(Fault.Refused, variant, errors)];
        var ends = new List<double[]>();
        // Explicit steps are as short as h², or h⁴.
        var n0 = variant.Method == "explicit" ? cells / 2 : cells;
        foreach (var (n, isFine) in (ReadOnlySpan<(int, bool)>)[(n0, false), (2 * n0, false), (2 * n0, true)])
        {
            var plan = variant.At(given, n, isFine);
            RunResult result;
            try
            {
                result = Product.Run(plan);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                return [new Problem(Fault.Crashes, variant, e.ToString())];
            }
            ran(variant.Method);
            if (result.Status != RunStatus.Done)
                return [new Problem(Fault.Fails, variant, result.Failure?.Message ?? $"too slow: {result.Statistics.Steps} steps to t = {Short(result.Statistics.EndTime)}")];
            var broken = Promises.Broken(plan, result).ToArray();
            if (broken.Length > 0)
                return [new Problem(Fault.BreaksPromise, variant, $"{n} cells: {string.Join("; ", broken)}")];
            var end = Product.AtEnd(plan, result);
            if (!end.All(double.IsFinite))
                return [new Problem(Fault.NotFinite, variant, string.Join(", ", plan.Model.Observables.Zip(end, (o, v) => $"{o.Name} = {Short(v)}")))];
            ends.Add(end);
        }
        var order = given.Method!.Order(given.Options);
        double[] space = [.. ends[1].Zip(ends[0], (a, b) => variant.SpaceError(a - b))], time = [.. ends[2].Zip(ends[1], (a, b) => variant.TimeError(a - b, order))];
        double[] off = [.. ends[2].Zip(truth.End, (a, b) => a - b)];
        var allowed = Slack * (truth.Norm(space) + truth.Norm(time)) + truth.Norm(truth.Errors) + Floor;
        if (truth.Norm(off) <= allowed)
            return [];
        return [new Problem(Fault.Disagrees, variant,
            $"off by {Short(truth.Norm(off))}, estimated {Short(truth.Norm(space))} by cells and {Short(truth.Norm(time))} by steps (order {order}); motion {Short(truth.Motion)}\n"
            + string.Join('\n', given.Observers.Select((o, i) => $"    {o.Model.Name,-8} {Full(truth.End[i])} (start {Short(truth.Start[i])}): {string.Join(", ", ends.Select(e => Full(e[i])))}")))];
    }

    private static string Short(double v) => v.ToString("G3", CultureInfo.InvariantCulture);

    private static string Full(double v) => v.ToString("G9", CultureInfo.InvariantCulture);
}
