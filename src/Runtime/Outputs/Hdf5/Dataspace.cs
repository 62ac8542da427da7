namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>The shape of a dataset or an attribute.</summary>
internal static class Dataspace
{
    private const int MostAxes = 32;

    /// <summary>Reads the message: entries along each axis; no axis for a single value.</summary>
    public static long[] Read(FilePart body)
    {
        var version = body.Byte();
        var rank = body.Byte();
        if (version is not (1 or 2) || rank > MostAxes)
            throw new NotReadException("a shape is of a version that is not known");
        body.Skip(1);
        // The null space, of no value at all, is 2.
        if (version == 2 ? body.Byte() == 2 : Skipped(body))
            return [0];
        var shape = new long[rank];
        for (var i = 0; i < rank; i++)
            shape[i] = body.Long() is var n && n <= long.MaxValue ? (long)n : throw new NotReadException("a shape is of more entries than can be");
        return shape;
    }

    private static bool Skipped(FilePart body)
    {
        body.Skip(5);
        return false;
    }

    /// <summary>How many entries there are.</summary>
    public static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var n in shape)
            count = n != 0 && count > long.MaxValue / n ? throw new NotReadException("a shape is of more entries than can be") : count * n;
        return count;
    }
}
