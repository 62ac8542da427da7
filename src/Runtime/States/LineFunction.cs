using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.States;

/// <summary>A function of the coordinate and the time (and of one value of noise), free of states, compiled: some tens of nanoseconds a value.</summary>
internal sealed class LineFunction
{
    private const int Result = 1;
    private readonly RowKernel _kernel;
    private readonly double[] _memory = new double[2];
    private readonly long[] _rows = [0, 1];
    private readonly double[] _scalars;
    private readonly double[] _sums = new double[2];

    /// <summary>Compiles an expression.</summary>
    /// <param name="e">Of coordinates, time, and symbols that stand for noise.</param>
    public LineFunction(Expr e)
    {
        var symbols = Substitution.All(e).OfType<Symbol>().Distinct().ToArray();
        Symbols = [.. symbols.Select(s => s.Name)];
        _scalars = new double[1 + symbols.Length];
        var line = Substitution.Replace(VacuumLogs.Guard(Definitions.Expand(e)), leaf => leaf switch
        {
            Coordinate => Build.Load(0, 0),
            Time => Build.Scalar(0),
            Symbol s => Build.Scalar(1 + Array.IndexOf(symbols, s)),
            _ => null,
        });
        _kernel = KernelCompiler.Compile(new KernelSource("line", [new KernelOutput(Result, 0, line)], []));
    }

    /// <summary>The names of its symbols.</summary>
    public Seq<string> Symbols { get; }

    /// <summary>The symbols' values; set before <see cref="At"/>.</summary>
    public Span<double> Values => _scalars.AsSpan(1);

    /// <summary>The value at a place and time.</summary>
    public double At(double x, double t = 0)
    {
        _memory[0] = x;
        _scalars[0] = t;
        _kernel(ref _memory[0], ref _rows[0], ref _scalars[0], ref _sums[0], 1);
        return _memory[Result];
    }
}
