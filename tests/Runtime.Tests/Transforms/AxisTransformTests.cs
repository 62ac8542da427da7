using Flows.Runtime.Transforms;

namespace Flows.Runtime.Tests.Transforms;

/// <summary>Blocks of lines with every register, the ones this machine would not choose included.</summary>
public unsafe class AxisTransformTests
{
    /// <summary>Every kind of side.</summary>
    public static TheoryData<SideKind> Kinds => [SideKind.Periodic, SideKind.Even, SideKind.Odd];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Two_lanes(SideKind kind) => Check(n => new AxisTransform<Lanes128>(n, kind), kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Four_lanes(SideKind kind) => Check(n => new AxisTransform<Lanes256>(n, kind), kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Eight_lanes(SideKind kind) => Check(n => new AxisTransform<Lanes512>(n, kind), kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_line_alone(SideKind kind)
    {
        for (var n = 8; n <= 1024; n += 8)
        {
            CheckLone(new LoneLine<Lanes128>(n, kind), n, kind);
            if (n % 32 == 0)
                CheckLone(new LoneLine<Lanes256>(n, kind), n, kind);
            if (n % 128 == 0)
                CheckLone(new LoneLine<Lanes512>(n, kind), n, kind);
        }
    }

    private static void CheckLone(LoneLine line, int n, SideKind kind)
    {
        var scratch = new AlignedArray(2 * n + 64);
        var room = new AlignedArray(n);
        var values = Values.Random(n, n);
        values.CopyTo(room.Span);
        line.Forward(room.Start, room.Start, scratch.Start);
        Values.AssertNear(DirectTransform.Line(values, kind), room.Span.ToArray(), 1e-15 * Math.Log2(n) * Slower(n));
        line.Inverse(room.Start, room.Start, scratch.Start);
        Values.AssertNear(values, room.Span.ToArray(), 1e-15 * Math.Log2(n) * Slower(n));
        GC.KeepAlive(line);
        GC.KeepAlive(scratch);
    }

    private static void Check(Func<int, AxisTransform> create, SideKind kind)
    {
        for (var n = 1; n <= 64; n++)
        {
            var axis = create(n);
            foreach (var lines in (int[])[axis.Lines, axis.Lines - 1, 1])
                CheckBlock(axis, kind, lines);
        }
    }

    private static void CheckBlock(AxisTransform axis, SideKind kind, int lines)
    {
        var (n, bound) = (axis.Length, 1e-15 * Math.Max(1, Math.Log2(axis.Length)) * Slower(axis.Length));
        AlignedArray scratch = new(axis.Scratch), room = new(n * lines), symbol = new((long)n * axis.Lines);
        var rows = Values.Random(n * lines, n);
        double[] columns = Turned(rows, lines, n);
        var expected = new double[rows.Length];
        for (var l = 0; l < lines; l++)
            DirectTransform.Line(rows.AsSpan(l * n, n), kind).CopyTo(expected, l * n);

        rows.CopyTo(room.Span);
        axis.ForwardRows(room.Start, room.Start, lines, scratch.Start);
        Values.AssertNear(expected, room.Span.ToArray(), bound);
        axis.InverseRows(room.Start, room.Start, lines, scratch.Start);
        Values.AssertNear(rows, room.Span.ToArray(), bound);

        columns.CopyTo(room.Span);
        axis.ForwardColumns(room.Start, room.Start, lines, lines, scratch.Start);
        Values.AssertNear(Turned(expected, lines, n), room.Span.ToArray(), bound);
        axis.InverseColumns(room.Start, room.Start, lines, lines, scratch.Start);
        Values.AssertNear(columns, room.Span.ToArray(), bound);

        for (var i = 0; i < symbol.Count; i++)
            symbol.Span[i] = 1 + i / axis.Lines;
        rows.CopyTo(room.Span);
        axis.MultiplyRows(room.Start, room.Start, lines, symbol.Start, scratch.Start);
        axis.ForwardRows(room.Start, room.Start, lines, scratch.Start);
        Values.AssertNear([.. expected.Select((c, i) => (1 + i % n) * c)], room.Span.ToArray(), 4 * bound);
        GC.KeepAlive(axis);
        GC.KeepAlive(scratch);
        GC.KeepAlive(symbol);
    }

    // The direct sum over a leftover prime loses as a sum does.
    private static double Slower(int n) => FftSizes.IsFast(n) ? 1 : Math.Sqrt(n);

    // [lines, n] to [n, lines].
    private static double[] Turned(double[] rows, int lines, int n) =>
        [.. Enumerable.Range(0, rows.Length).Select(i => rows[i % lines * n + i / lines])];
}
