using System.Diagnostics;
using System.Globalization;
using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Compiler.Explaining;
using Flows.Language.Text;
using Flows.Runtime.Steppers;

namespace Flows.Bench;

/// <summary>
/// Compilation and explanation in process: every example, and energies of many terms. Wall and processor time of the first call in the
/// process and the least of the later ones; processor time is what a busy machine does not change much.
/// </summary>
internal static class CompileTimes
{
    private const int Warm = 5;

    /// <summary>Prints a line a program.</summary>
    /// <param name="arguments">A file, or a kind and a number of terms; none: everything.</param>
    /// <param name="output">Receives the lines.</param>
    public static void Run(string[] arguments, TextWriter output)
    {
        switch (arguments)
        {
            case [var kind, .. var rest] when LongEnergies.Kinds.TryGetValue(kind, out var make):
                var terms = rest is [var n] ? int.Parse(n, CultureInfo.InvariantCulture) : 2000;
                Measure(string.Create(CultureInfo.InvariantCulture, $"{kind} {terms}"), make(terms), 1, output);
                break;
            case [var folder] when Directory.Exists(folder):
                foreach (var file in Directory.EnumerateFiles(folder, "*.flow", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                    Measure(file, File.ReadAllText(file), Warm, output);
                break;
            case [var file]:
                Measure(file, File.ReadAllText(file), Warm, output);
                break;
            default:
                output.WriteLine($"compiling FOLDER | FILE | KIND [TERMS], KIND one of {string.Join(", ", LongEnergies.Kinds.Keys)}");
                break;
        }
    }

    private static void Measure(string name, string text, int warm, TextWriter output)
    {
        var first = Once(text);
        var later = Enumerable.Range(0, warm).Select(_ => Once(text)).ToArray();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-44} first {first.Wall,7:f0} ms (cpu {first.Cpu,7:f0})  later {later.Min(t => t.Wall),7:f1} ms (cpu {later.Min(t => t.Cpu),7:f0})  {first.Outcome}"));
    }

    private static (double Wall, double Cpu, string Outcome) Once(string text)
    {
        using var process = Process.GetCurrentProcess();
        var (clock, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var outcome = Compile(text);
        process.Refresh();
        return (Stopwatch.GetElapsedTime(clock).TotalMilliseconds, (process.TotalProcessorTime - before).TotalMilliseconds, outcome);
    }

    private static string Compile(string text)
    {
        var analysed = FlowCompiler.Analyse(new SourceText("bench.flow", text), MethodCatalog.Target, Overrides.None);
        if (analysed.Value is not { } found)
            return $"{analysed.Diagnostics[0].Code}: {analysed.Diagnostics[0].Message}";
        var written = FlowCompiler.OnLargeStack(() => ExplanationWriter.Write(Explanation.Of(found, MethodCatalog.Target), ExplanationFormat.Text));
        return string.Create(CultureInfo.InvariantCulture, $"{written.Length} characters");
    }
}
