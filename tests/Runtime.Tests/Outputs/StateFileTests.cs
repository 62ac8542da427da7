using System.Diagnostics;
using Flows.Compiler.Binding;
using Flows.Runtime.Outputs;
using Flows.Runtime.Results;
using PureHDF;

namespace Flows.Runtime.Tests.Outputs;

[Collection(nameof(Alone))]
public sealed class StateFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    // Many frames in a chunk, one frame a chunk, several chunks a frame with a smaller last one.
    [InlineData(3, 4, 5, 7)]
    [InlineData(300, 300, 1, 4)]
    [InlineData(150, 70, 40, 3)]
    public void What_is_saved_is_read_back(int n, int m, int l, int frames)
    {
        double Value(int frame, long i) => frame * 1e7 + i;
        Write([n, m, l], frames, (frame, i) => Value(frame, i));
        using var file = H5File.OpenRead(_scratch.At("result.h5"));
        var u = file.Dataset("u");
        Assert.Equal([(ulong)frames, (ulong)n, (ulong)m, (ulong)l], u.Space.Dimensions);
        var read = u.Read<double[]>();
        var each = n * m * l;
        for (var i = 0; i < read.Length; i++)
            Assert.Equal(Value(i / each, i % each), read[i]);
        Assert.Equal(Enumerable.Range(0, frames).Select(k => 0.25 * k), file.Dataset("time").Read<double[]>());
        var x = file.Dataset("x").Read<double[]>();
        Assert.Equal(n, x.Length);
        Assert.Equal(1 + 1.0 / n, x[0], 1e-12);
        Assert.Equal(m, file.Dataset("y").Read<double[]>().Length);
    }

    [Fact]
    public void A_file_says_what_it_holds()
    {
        Write([4, 5], 2, (_, i) => i);
        using var file = H5File.OpenRead(_scratch.At("result.h5"));
        Assert.Equal("heat", file.Attribute("program").Read<string>());
        Assert.Equal("abc", file.Attribute("sha256").Read<string>());
        Assert.Equal("1.2.3", file.Attribute("flowc_version").Read<string>());
        var u = file.Dataset("u");
        Assert.Equal("time x y", u.Attribute("axes").Read<string>());
        Assert.Equal([0.5, 0.4], u.Attribute("spacing").Read<double[]>());
        Assert.Equal("1", u.Attribute("units").Read<string>());
        Assert.Equal(0.4, file.Dataset("y").Attribute("spacing").Read<double>());
    }

    [Fact]
    public void A_state_may_be_called_time_or_have_a_greek_name()
    {
        var layout = Layout([4, 5]);
        using (var states = new StateFile(_scratch.Folder, new SavedOrigin("heat", "abc", "1.2.3")))
        {
            states.Begin(layout with { Fields = [layout.Fields[0] with { Name = "time" }, layout.Fields[0] with { Name = "ρ" }] });
            states.Add(0.5, [new double[20], [.. Enumerable.Repeat(2.0, 20)]]);
            states.Complete();
        }
        using var file = H5File.OpenRead(_scratch.At("result.h5"));
        Assert.Equal([0.5], file.Dataset("t").Read<double[]>());
        Assert.Equal(20, file.Dataset("time").Read<double[]>().Length);
        Assert.Equal(2, file.Dataset("ρ").Read<double[]>()[7]);
    }

    [Fact]
    public void Nothing_is_left_beside_the_file_and_nothing_without_a_frame()
    {
        using (var states = new StateFile(_scratch.Folder, new SavedOrigin("heat", "abc", "1.2.3")))
            states.Complete();
        Assert.Empty(Directory.GetFiles(_scratch.Folder));
        Write([4, 5], 2, (_, i) => i);
        Assert.Equal(["result.h5"], Directory.GetFiles(_scratch.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Frames_are_not_kept_in_memory()
    {
        var frame = new double[512 * 512];
        var states = new StateFile(_scratch.Folder, new SavedOrigin("heat", "abc", "1.2.3"));
        states.Begin(Layout([512, 512]));
        for (var k = 0; k < 100; k++)
            states.Add(k, [frame]);
        var peak = 0L;
        // 200 MiB of frames; each chunk is garbage when it is written..
        using (var watch = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(true)), null, 0, 10))
            states.Complete();
        states.Dispose();
        Assert.InRange(peak, 0, 120 << 20);
    }

    [Fact]
    public void Python_reads_the_file()
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python) || Exit(Python, "import h5py") != 0)
            return;
        Write([6, 5], 3, (frame, i) => frame + i);
        Assert.Equal(0, Exit(Python, $"""
            import h5py
            f = h5py.File('{_scratch.At("result.h5")}')
            assert f['u'].shape == (3, 6, 5) and f['u'].dtype == 'float64', f['u']
            assert f['u'][2, 4, 3] == 2 + 4*5 + 3
            assert f.attrs['program'] == 'heat' and f['u'].attrs['axes'] == 'time x y'
            """));
    }

    private static int Exit(string python, string script)
    {
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", script]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static SavedLayout Layout(int[] cells)
    {
        AxisModel[] axes = [new("x", 1, 3, false, default), new("y", 0, 2, true, default), new("z", 0, 1, false, default)];
        return new SavedLayout([.. axes.Take(cells.Length)], [.. cells], [new SavedField("u", "cell averages of the field u", [.. cells], true)]);
    }

    private void Write(int[] cells, int frames, Func<int, long, double> value)
    {
        var layout = Layout(cells);
        using var states = new StateFile(_scratch.Folder, new SavedOrigin("heat", "abc", "1.2.3"));
        states.Begin(layout);
        for (var k = 0; k < frames; k++)
            states.Add(0.25 * k, [[.. Enumerable.Range(0, (int)layout.Fields[0].Count).Select(i => value(k, i))]]);
        states.Complete();
    }
}
