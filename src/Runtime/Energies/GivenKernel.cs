using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Energies;

/// <summary>A function q(x, y) of two points of an interval, free of states, compiled, with a quadrature in y whose panels are cut where it jumps.</summary>
internal sealed class GivenKernel
{
    private const int TimeSlot = 0, HeldSlot = 1;

    // Cuts are looked for at so many x, the ends of panels among them: a kink at y = x asks for none there.
    private const int Looks = 5;
    private const int Deepest = 30;
    private const int MostPanels = 40_000;

    // Of the whole integral: what a panel may be off by.
    private const double Tolerance = 1e-12;

    private static readonly double[] Positions = [0.5 - 0.387298334620741688517926539978, 0.5, 0.5 + 0.387298334620741688517926539978];
    private static readonly double[] Weights = [5.0 / 18, 4.0 / 9, 5.0 / 18];

    private readonly double _low, _high;
    private readonly RowKernel _sum, _values;
    private readonly double[] _scalars = new double[2];
    private readonly double[] _sums = new double[2];
    private readonly long[] _rows = new long[3];
    private readonly double[] _panel = new double[3 * Positions.Length];
    private readonly long[] _panelRows = [0, Positions.Length, 2 * Positions.Length];
    private double[] _memory = [];

    /// <summary>Compiles q.</summary>
    public GivenKernel(Expr kernel, Point y, double low, double high)
    {
        (_low, _high) = (low, high);
        var q = Substitution.Replace(VacuumLogs.Guard(Definitions.Expand(kernel)), leaf => leaf switch
        {
            Coordinate c => c.Point == y ? Build.Load(0, 0) : Build.Scalar(HeldSlot),
            Time => Build.Scalar(TimeSlot),
            _ => null,
        });
        _sum = KernelCompiler.Compile(new KernelSource("given potential", [], [new KernelSum(0, Build.Load(1, 0) * q, IsCompensated: false)]));
        _values = KernelCompiler.Compile(new KernelSource("given kernel", [new KernelOutput(2, 0, q)], []));
    }

    /// <summary>How many places the quadrature has.</summary>
    public int Count { get; private set; }

    /// <summary>Sets the time.</summary>
    public void SetTime(double t) => _scalars[TimeSlot] = t;

    /// <summary>Cuts the domain into equal panels, and those further in which q jumps.</summary>
    public void Cut(int panels)
    {
        var (places, weights) = (new List<double>(), new List<double>());
        var h = (_high - _low) / panels;
        var scale = 0.0;
        for (var k = 0; k < Looks; k++)
            for (var i = 0; i < panels; i++)
                scale = Math.Max(scale, Math.Abs(Rule(Look(panels, k), _low + i * h, h)));
        for (var i = 0; i < panels; i++)
            Refine(panels, _low + i * h, h, Tolerance * scale * panels, 0, places, weights);
        Count = places.Count;
        _memory = [.. places, .. weights];
        (_rows[0], _rows[1]) = (0, Count);
    }

    /// <summary>∫ q(x, y) dy.</summary>
    public double Integral(double x)
    {
        _scalars[HeldSlot] = x;
        Array.Clear(_sums);
        _sum(ref _memory[0], ref _rows[0], ref _scalars[0], ref _sums[0], Count);
        return _sums[0] + _sums[1];
    }

    /// <summary>∬ q(x, y) dx dy, x by the places of y.</summary>
    public double Double()
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
            sum += _memory[Count + i] * Integral(_memory[i]);
        return sum;
    }

    private double Look(int panels, int k) => _low + (_high - _low) / panels * (panels * (2 * k + 1) / (2 * Looks));

    private void Refine(int panels, double from, double width, double tolerance, int depth, List<double> places, List<double> weights)
    {
        var disagree = false;
        for (var k = 0; k < Looks && !disagree && depth < Deepest && places.Count < Positions.Length * MostPanels; k++)
        {
            var x = Look(panels, k);
            var difference = Rule(x, from, width) - Rule(x, from, width / 2) - Rule(x, from + width / 2, width / 2);
            disagree = !(Math.Abs(difference) <= tolerance) && double.IsFinite(difference);
        }
        if (disagree)
        {
            Refine(panels, from, width / 2, tolerance, depth + 1, places, weights);
            Refine(panels, from + width / 2, width / 2, tolerance, depth + 1, places, weights);
            return;
        }
        for (var q = 0; q < Positions.Length; q++)
        {
            places.Add(from + Positions[q] * width);
            weights.Add(Weights[q] * width);
        }
    }

    private double Rule(double x, double from, double width)
    {
        _scalars[HeldSlot] = x;
        for (var q = 0; q < Positions.Length; q++)
            _panel[q] = from + Positions[q] * width;
        _values(ref _panel[0], ref _panelRows[0], ref _scalars[0], ref _sums[0], Positions.Length);
        var sum = 0.0;
        for (var q = 0; q < Positions.Length; q++)
            sum += Weights[q] * width * _panel[2 * Positions.Length + q];
        return sum;
    }
}
