using System.Runtime.InteropServices;
using Flows.Runtime.Results;
using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace Flows.Runtime.Outputs;

/// <summary>Frames of states in a plain file, on their way to HDF5.</summary>
/// <param name="layout">What a frame holds.</param>
/// <param name="times">When the frames are.</param>
/// <param name="frames">The frames one after the other, each its fields one after the other.</param>
internal sealed class StateFrames(SavedLayout layout, IReadOnlyList<double> times, FileStream frames)
{
    // A chunk is read as a whole: large enough for the disk, small enough for one frame of a large run.
    private const long ChunkBytes = 1 << 20;

    /// <summary>Writes the file.</summary>
    /// <param name="stream">Receives it; left open.</param>
    /// <param name="origin">For the attributes.</param>
    public void WriteTo(Stream stream, SavedOrigin origin)
    {
        var file = new H5File
        {
            Attributes = { ["program"] = origin.Program, ["sha256"] = origin.Hash, ["flowc_version"] = origin.Version },
        };
        var axes = Enumerable.Range(0, layout.Axes.Count).ToArray();
        // No state is named as a coordinate is; one may be named `time`.
        var time = layout.Fields.Any(f => f.Name == "time") ? "t" : "time";
        file[time] = Described(new H5Dataset(times.ToArray()), "time of the frames");
        foreach (var i in axes)
        {
            var (axis, n) = (layout.Axes[i], layout.Cells[i]);
            var h = axis.Length / n;
            var centres = Described(new H5Dataset(Enumerable.Range(0, n).Select(k => axis.Low + (k + 0.5) * h).ToArray()), $"centres of the cells along {axis.Name}");
            centres.Attributes["spacing"] = h;
            centres.Attributes["low"] = axis.Low;
            centres.Attributes["high"] = axis.High;
            centres.Attributes["periodic"] = axis.IsPeriodic ? 1 : 0;
            file[axis.Name] = centres;
        }
        var caches = layout.Fields.Select(_ => new ChunkBuffer()).ToArray();
        var datasets = layout.Fields.Select((field, f) =>
        {
            var (together, rows) = Chunk(field);
            var dataset = new H5Dataset<Memory<double>>(
                [(ulong)times.Count, .. field.Shape.Select(n => (ulong)n)],
                [(uint)together, (uint)rows, .. field.Shape.Skip(1).Select(n => (uint)n)],
                new H5DatasetCreation(caches[f]));
            Described(dataset, field.Meaning);
            if (field.OnCells)
            {
                dataset.Attributes["spacing"] = axes.Select(i => layout.Axes[i].Length / layout.Cells[i]).ToArray();
                dataset.Attributes["axes"] = string.Join(' ', [time, .. layout.Axes.Select(a => a.Name)]);
            }
            file[field.Name] = dataset;
            return dataset;
        }).ToArray();
        frames.Flush();
        using var writer = file.BeginWrite(stream);
        for (var f = 0; f < datasets.Length; f++)
            Copy(f, writer, datasets[f], caches[f]);
    }

    // How many frames, and how many rows of the first axis, lie in one chunk: several whole frames or a part of one.
    private (int Frames, int Rows) Chunk(SavedField field)
    {
        var bytes = field.Count * sizeof(double);
        return bytes <= ChunkBytes
            ? ((int)Math.Min(times.Count, ChunkBytes / bytes), field.Shape[0])
            : (1, (int)Math.Clamp(ChunkBytes / (bytes / field.Shape[0]), 1, field.Shape[0]));
    }

    private void Copy(int index, H5NativeWriter writer, H5Dataset<Memory<double>> dataset, ChunkBuffer buffer)
    {
        var field = layout.Fields[index];
        var (together, rows) = Chunk(field);
        var before = layout.Fields.Take(index).Sum(f => f.Count) * sizeof(double);
        var frame = layout.Fields.Sum(f => f.Count) * sizeof(double);
        var width = field.Count / field.Shape[0];
        var block = new double[together * rows * width];
        for (var first = 0; first < times.Count; first += together)
        {
            var count = Math.Min(together, times.Count - first);
            for (var row = 0; row < field.Shape[0]; row += rows)
            {
                var part = Math.Min(rows, field.Shape[0] - row);
                var entries = (int)(part * width);
                for (var k = 0; k < count; k++)
                {
                    frames.Position = (first + k) * frame + before + row * width * sizeof(double);
                    frames.ReadExactly(MemoryMarshal.AsBytes(block.AsSpan(k * entries, entries)));
                }
                buffer.IsFull = false;
                writer.Write(dataset, block.AsMemory(0, count * entries), fileSelection: Selected(field, first, count, row, part));
                // An entry of the same chunk once more: see there.
                buffer.IsFull = true;
                writer.Write(dataset, block.AsMemory(0, 1), fileSelection: new HyperslabSelection(
                    1 + field.Shape.Count, Start(field, first, row), [.. Enumerable.Repeat(1UL, 1 + field.Shape.Count)]));
            }
        }
    }

    private static HyperslabSelection Selected(SavedField field, int first, int count, int row, int rows) => new(
        1 + field.Shape.Count, Start(field, first, row), [(ulong)count, (ulong)rows, .. field.Shape.Skip(1).Select(n => (ulong)n)]);

    private static ulong[] Start(SavedField field, int frame, int row) => [(ulong)frame, (ulong)row, .. field.Shape.Skip(1).Select(_ => 0UL)];

    private static H5Dataset Described(H5Dataset dataset, string meaning)
    {
        dataset.Attributes["long_name"] = meaning;
        // The language has no units: every number is a pure one.
        dataset.Attributes["units"] = "1";
        return dataset;
    }
}
