using System.Collections;

namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>A chunk as it is stored.</summary>
/// <param name="Start">Its first index along each axis.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Size">Its bytes there.</param>
/// <param name="Mask">A bit for each filter that was left out.</param>
internal sealed record StoredChunk(long[] Start, ulong Address, ulong Size, uint Mask);

/// <summary>Numbers in blocks of equal shape, the outer ones beyond the edge.</summary>
internal static class Chunks
{
    /// <summary>The numbers of the last index along the first axis.</summary>
    /// <param name="file">The file.</param>
    /// <param name="data">Of what.</param>
    /// <param name="index">The shape of a chunk, and the chunks there are.</param>
    /// <param name="count">How many numbers.</param>
    /// <param name="most">The most bytes of a chunk.</param>
    public static double[] Last(FileBytes file, Dataset data, (long[] Shape, IEnumerable<StoredChunk> Stored) index, int count, long most)
    {
        var (shape, size) = (index.Shape, data.Type.Size);
        var bytes = Dataspace.Count(shape);
        if (bytes == 0 || bytes > Math.Min(most, Array.MaxLength) / size)
            throw new NotReadException($"a chunk of `{data.Name}` is larger than what may be read");
        bytes *= size;
        var row = data.Shape[0] - 1;
        // First whether all is there, without a number of it: a file of a kilobyte may say that it holds a gigabyte.
        var covered = 0L;
        var seen = new BitArray(count);
        foreach (var chunk in Wanted())
        {
            file.At(chunk.Address, chunk.Size, "a chunk");
            covered += Covered(data, chunk, shape, out var first);
            if (!data.Filters.MayHold(chunk.Size, bytes))
                throw new NotReadException($"a chunk of `{data.Name}` is broken");
            if (seen[first])
                throw new NotReadException($"a chunk of `{data.Name}` is there twice");
            seen[first] = true;
        }
        if (covered != count)
            throw DataLayout.NotStored(data);
        var values = new double[count];
        foreach (var chunk in Wanted())
        {
            var part = file.At(chunk.Address, chunk.Size, "a chunk");
            Copy(data, chunk, shape, data.Filters.Undo(part.Rest(), chunk.Mask, (int)bytes, size).Span, row, values);
        }
        return values;

        IEnumerable<StoredChunk> Wanted() => index.Stored.Where(c => c.Address != FilePart.Nowhere && c.Start[0] <= row && row - c.Start[0] < shape[0]);
    }

    // How many numbers of the last row a chunk holds, and the place of the first. It has to begin where chunks begin.
    private static long Covered(Dataset data, StoredChunk chunk, long[] shape, out int first)
    {
        var (covered, place) = (1L, 0L);
        for (var a = 0; a < shape.Length; a++)
        {
            if (chunk.Start[a] % shape[a] != 0 || chunk.Start[a] >= data.Shape[a])
                throw new NotReadException($"a chunk of `{data.Name}` lies outside");
            if (a > 0)
                (covered, place) = (covered * Math.Min(shape[a], data.Shape[a] - chunk.Start[a]), place * data.Shape[a] + chunk.Start[a]);
        }
        first = (int)place;
        return covered;
    }

    private static void Copy(Dataset data, StoredChunk chunk, long[] shape, ReadOnlySpan<byte> bytes, long row, double[] values)
    {
        var axes = shape.Length;
        var to = new long[axes];
        for (var a = 1; a < axes; a++)
            to[a] = Math.Min(shape[a], data.Shape[a] - chunk.Start[a]);
        var at = new long[axes];
        while (true)
        {
            var (source, target) = (row - chunk.Start[0], 0L);
            for (var a = 1; a < axes; a++)
                (source, target) = (source * shape[a] + at[a], target * data.Shape[a] + chunk.Start[a] + at[a]);
            values[target] = data.Type.Number(bytes.Slice((int)source * data.Type.Size, data.Type.Size));
            var axis = axes - 1;
            while (axis > 0 && ++at[axis] == to[axis])
                at[axis--] = 0;
            if (axis == 0)
                return;
        }
    }
}
