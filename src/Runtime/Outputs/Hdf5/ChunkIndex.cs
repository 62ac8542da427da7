namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>Which chunks of a dataset there are, and where, in the forms that flowc and h5py write without further wishes.</summary>
internal static class ChunkIndex
{
    /// <summary>The third version of the layout: a tree.</summary>
    public static (long[] Shape, IEnumerable<StoredChunk> Stored) Old(FileBytes file, Dataset data, FilePart body)
    {
        var dimensions = body.Byte();
        var address = body.Long();
        var shape = Shape(data, dimensions, body, 4);
        return (shape, Tree());

        IEnumerable<StoredChunk> Tree()
        {
            foreach (var (child, key) in BTree.Leaves(file, address, BTree.Chunks, 8 + 8 * dimensions))
            {
                var (size, mask) = (key.Int(), key.Int());
                yield return new StoredChunk([.. shape.Select(_ => (long)(key.Long() & long.MaxValue))], child, size, mask);
            }
        }
    }

    /// <summary>The fourth: the kind of index by what is known of the shape.</summary>
    public static (long[] Shape, IEnumerable<StoredChunk> Stored) New(FileBytes file, Dataset data, FilePart body)
    {
        var flags = body.Byte();
        var dimensions = body.Byte();
        var width = body.Byte();
        var shape = Shape(data, dimensions, body, width);
        var kind = body.Byte();
        var whole = DataLayout.Product((ulong)Dataspace.Count(shape), (ulong)data.Type.Size);
        switch (kind)
        {
            case 1:
                var (size, mask) = (flags & 2) != 0 ? (body.Long(), body.Int()) : (whole, 0u);
                return (shape, [new StoredChunk(new long[shape.Length], body.Long(), size, mask)]);
            case 2:
                return (shape, InOrder(data, shape, Consecutive(body.Long())));
            case 3:
                body.Skip(1);
                return (shape, InOrder(data, shape, FixedArray.Read(file, body.Long(), whole)));
            default:
                throw new NotReadException($"the chunks of `{data.Name}` are indexed in a way that is not read; write the file with `libver=\"earliest\"`");
        }

        // One chunk after the other; all of them have to be in the file.
        IEnumerable<(ulong, ulong, ulong, uint)> Consecutive(ulong first)
        {
            var count = Grid(data, shape).Aggregate(1UL, (n, m) => DataLayout.Product(n, (ulong)m));
            if (count > (ulong)file.Length / whole + 1)
                throw DataLayout.NotStored(data);
            for (var k = 0UL; k < count; k++)
                yield return (k, first + k * whole, whole, 0);
        }
    }

    private static long[] Shape(Dataset data, int dimensions, FilePart body, int width)
    {
        // One more than the dataset has: the bytes of an entry.
        if (dimensions != data.Shape.Length + 1 || width is < 1 or > 8)
            throw new NotReadException($"the chunks of `{data.Name}` are of another shape");
        var shape = new long[data.Shape.Length];
        for (var a = 0; a < shape.Length; a++)
            shape[a] = body.Number(width) is var n && n is > 0 and <= int.MaxValue ? (long)n : throw new NotReadException($"a chunk of `{data.Name}` is larger than what may be read");
        body.Number(width);
        return shape;
    }

    private static IEnumerable<long> Grid(Dataset data, long[] shape) => shape.Select((n, a) => data.Shape[a] / n + (data.Shape[a] % n == 0 ? 0 : 1));

    // The k-th one belongs to the k-th place of the grid of chunks, the last axis running fastest.
    private static IEnumerable<StoredChunk> InOrder(Dataset data, long[] shape, IEnumerable<(ulong Number, ulong Address, ulong Size, uint Mask)> entries)
    {
        ulong[] grid = [.. Grid(data, shape).Select(n => (ulong)n)];
        foreach (var (number, address, size, mask) in entries)
        {
            var start = new long[shape.Length];
            var rest = number;
            for (var a = shape.Length - 1; a >= 0; a--)
                (rest, start[a]) = (rest / grid[a], (long)(rest % grid[a]) * shape[a]);
            if (rest == 0)
                yield return new StoredChunk(start, address, size, mask);
        }
    }
}
