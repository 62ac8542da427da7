using System.Diagnostics;
using Flows.Compiler.Binding;
using Flows.Compiler.Tables;
using Flows.Runtime.Outputs;
using Flows.Runtime.Results;
using Flows.Testing;

namespace Flows.Runtime.Tests.Outputs;

[Collection(nameof(Alone))]
public sealed class StateReaderTests : IDisposable
{
    private const long Most = 1L << 28;
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("old", 0)]
    [InlineData("old_gzip", 0)]
    [InlineData("old_growing", 0)]
    [InlineData("new", 0)]
    [InlineData("new_one_chunk", 0)]
    [InlineData("new_chunks", 0)]
    // 24 bits of a number below 0.24.
    [InlineData("single_big_endian", 0.25 / (1 << 24))]
    public void What_h5py_writes_is_read(string name, double near)
    {
        var states = Assert.IsType<SavedAnswer.Found>(Read(Fixture(name))).States;
        Assert.Equal(0.5, states.Time);
        Assert.Equal(["x", "y"], states.Names);
        Assert.Equal(["u"], states.Fields);
        Assert.Equal((0, 1, false, 4), (states.Axes[0].Low, states.Axes[0].High, states.Axes[0].IsPeriodic, states.Axes[0].Places.Length));
        Assert.Equal((0, 2, true, 3), (states.Axes[1].Low, states.Axes[1].High, states.Axes[1].IsPeriodic, states.Axes[1].Places.Length));
        for (var k = 0; k < 12; k++)
            Assert.InRange(states.Values![k] - (12 + k) / 100.0, -near, near);
    }

    [Theory]
    [InlineData("external_data", "in other files")]
    [InlineData("external_link", "links are not followed")]
    [InlineData("external_link_new", "links are not followed")]
    [InlineData("soft_loop", "links are not followed")]
    [InlineData("soft_loop_new", "links are not followed")]
    [InlineData("virtual", "other datasets or files")]
    [InlineData("declared", "not all numbers of `u` are stored")]
    [InlineData("new_growing", "libver=\"earliest\"")]
    public void What_leads_out_of_a_file_or_is_not_in_it_is_refused(string name, string why) =>
        Assert.Contains(why, Assert.IsType<SavedAnswer.Unreadable>(Read(Fixture(name))).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(5, 4, 3, 2)]
    // Chunks that hold several frames, of which the last is not full; larger than a header holds, in pieces.
    [InlineData(300, 300, 1, 4)]
    [InlineData(150, 70, 40, 3)]
    public void What_a_run_saves_is_read(int n, int m, int l, int frames)
    {
        var bytes = Saved([n, m, l], frames);
        var states = Assert.IsType<SavedAnswer.Found>(Read(bytes)).States;
        Assert.Equal([.. Enumerable.Range(0, n * m * l).Select(i => (frames - 1) * 1e7 + i)], states.Values!);
        Assert.Equal(0.25 * (frames - 1), states.Time);
        Assert.Null(Assert.IsType<SavedAnswer.Found>(StateReader.Read(bytes, "v", Most)).States.Values);
        Assert.IsType<SavedAnswer.Unreadable>(StateReader.Read(bytes, "u", 8L * n * m * l - 1));
    }

    /// <summary>Whatever the bytes are: an answer, soon, and no more memory than the file stores.</summary>
    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        byte[][] whole = [Saved([5, 4, 3], 2), .. Directory.GetFiles(Path.Combine(Golden.Folder, "states"), "*.h5").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        var random = new Random(11);
        var refused = 0;
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 3000; i++)
        {
            var bytes = Damaged(whole[i % whole.Length], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var answer = Read(bytes);
            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            // 1032 is what deflate makes of a byte at most; a file of 12 kB is read in 1 MB as a rule.
            Assert.True(taken < 8L * 1032 * bytes.Length, $"{taken} bytes for damaged file {i}");
            refused += answer is SavedAnswer.Unreadable ? 1 : 0;
        }
        Assert.InRange(refused, 1000, 2999);
        // A millisecond each on any machine; a loop without end would take minutes.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 60);
    }

    [Fact]
    public void Every_beginning_of_a_file_is_refused()
    {
        foreach (var bytes in new[] { Saved([5, 4, 3], 2), Fixture("old_gzip"), Fixture("new_chunks") })
            for (var length = 0; length < bytes.Length; length += 7)
                Assert.IsType<SavedAnswer.Unreadable>(Read(bytes[..length]));
    }

    // A few bits, bytes or numbers of four and eight bytes as somebody who means harm would choose them, or a piece copied elsewhere.
    private static byte[] Damaged(byte[] whole, Random random)
    {
        byte[] bytes = [.. whole];
        // Most of a file is data and gaps: half of the mutations are put where something is said.
        int[] telling = [.. Enumerable.Range(0, bytes.Length - 8).Where(k => bytes[k] != 0)];
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            var at = random.Next(2) == 0 ? random.Next(bytes.Length - 8) : telling[random.Next(telling.Length)];
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    BitConverter.TryWriteBytes(bytes.AsSpan(at), (uint)((ReadOnlySpan<long>)[0, 1, int.MaxValue, uint.MaxValue, bytes.Length])[random.Next(5)]);
                    break;
                case 3:
                    BitConverter.TryWriteBytes(bytes.AsSpan(at), ((ReadOnlySpan<long>)[0, 1L << 40, long.MaxValue, -1, -9, random.Next(bytes.Length)])[random.Next(6)]);
                    break;
                default:
                    var length = random.Next(Math.Min(512, bytes.Length - at));
                    bytes.AsSpan(random.Next(bytes.Length - length), length).CopyTo(bytes.AsSpan(at));
                    break;
            }
        }
        return bytes;
    }

    private static SavedAnswer Read(byte[] bytes) => StateReader.Read(bytes, "u", Most);

    private static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(Golden.Folder, "states", name + ".h5"));

    private byte[] Saved(int[] cells, int frames)
    {
        AxisModel[] axes = [new("x", 1, 3, false, default), new("y", 0, 2, true, default), new("z", 0, 1, false, default)];
        var layout = new SavedLayout([.. axes.Take(cells.Length)], [.. cells], [new SavedField("u", "cell averages of the field u", [.. cells], true)]);
        using (var states = new StateFile(_scratch.Folder, new SavedOrigin("heat", "abc", "1.2.3")))
        {
            states.Begin(layout);
            for (var k = 0; k < frames; k++)
                states.Add(0.25 * k, [[.. Enumerable.Range(0, (int)layout.Fields[0].Count).Select(i => k * 1e7 + i)]]);
            states.Complete();
        }
        return File.ReadAllBytes(_scratch.At("result.h5"));
    }
}
