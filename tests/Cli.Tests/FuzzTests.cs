using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime.Steppers;
using Xunit.Abstractions;

namespace Flows.Cli.Tests;

/// <summary>
/// Whatever the bytes: no exception, no hang, and diagnostics that can be shown. 3,000 programs in the normal suite;
/// FLOWC_FUZZ=10000 runs as many, FLOWC_FUZZ_SEED another seed.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int Usual = 3000;
    private const double Longest = 1;

    [Fact]
    public void Malformed_programs_are_answered_with_diagnostics_in_less_than_a_second()
    {
        var count = Setting("FLOWC_FUZZ", Usual);
        var seed = Setting("FLOWC_FUZZ_SEED", 20261124);
        var failures = new ConcurrentBag<string>();
        var times = new ConcurrentBag<(double Seconds, int Number)>();
        var slow = new ConcurrentBag<(int Number, byte[] Bytes)>();
        var broken = 0;
        var watch = Stopwatch.StartNew();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, k =>
        {
            var bytes = new ProgramMutator(seed + k).Next();
            var (seconds, errors, problem) = Answer(bytes);
            if (problem is null && seconds > Longest)
                slow.Add((k, bytes));
            if (errors)
                Interlocked.Increment(ref broken);
            times.Add((seconds, k));
            if (problem is not null)
                failures.Add($"program {k}: {problem}\n{Encoding.UTF8.GetString(bytes)}\n");
        });
        // Two programs and other tests share the processors: what took long is tried again by itself, and counts if it always does.
        foreach (var (number, bytes) in slow)
            if (Enumerable.Range(0, 3).Min(_ => Answer(bytes).Seconds) is > Longest and var best)
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"program {number}: took {best:F2} s\n{Encoding.UTF8.GetString(bytes)}\n"));
        var slowest = times.Max();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} programs in {watch.Elapsed.TotalSeconds:F1} s, {broken} with errors; slowest {slowest.Seconds * 1000:F0} ms (program {slowest.Number})"));
        if (Environment.GetEnvironmentVariable("FLOWC_FUZZ_KEEP") is { Length: > 0 } folder)
            foreach (var (failure, i) in failures.Select((f, i) => (f, i)))
                File.WriteAllText(Path.Combine(folder, $"fuzz-{i}.txt"), failure);
        Assert.True(failures.IsEmpty, $"{failures.Count} of {count} programs:\n{string.Join("\n", failures.Take(5))}");
    }

    /// <summary>Compiles and renders one program; says what went wrong, or null.</summary>
    internal static (double Seconds, bool Errors, string? Problem) Answer(byte[] bytes)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var decoded = SourceReader.Decode("fuzz.flow", bytes);
            var source = decoded.Value ?? new SourceText("fuzz.flow", "");
            var diagnostics = decoded.Diagnostics;
            var hasErrors = decoded.HasErrors;
            var hasValue = false;
            if (!hasErrors)
            {
                var compiled = FlowCompiler.Compile(source, MethodCatalog.Target, Overrides.None);
                (diagnostics, hasErrors, hasValue) = (compiled.Diagnostics, compiled.HasErrors, compiled.Value is not null);
            }
            foreach (var d in diagnostics)
            {
                // A mark may lie in an opened module: its span is in the text that the diagnostic carries.
                var text = (d.Source ?? source).Text;
                foreach (var span in d.Secondary.Select(l => l.Span).Prepend(d.Primary.Span))
                    if (span.Start < 0 || span.Length < 0 || span.End > text.Length)
                        return (0, hasErrors, $"{d.Code} has a span outside of the text");
                if (DiagnosticRenderer.Render(d, source).Length == 0 || DiagnosticRenderer.RenderJson(d, source).Length == 0)
                    return (0, hasErrors, $"{d.Code} shows nothing");
            }
            return (watch.Elapsed.TotalSeconds, hasErrors, hasErrors || hasValue ? null : "neither a plan nor an error");
        }
        catch (Exception e)
        {
            return (watch.Elapsed.TotalSeconds, false, e.ToString());
        }
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : usual;
}
