namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>Where the numbers of a dataset are in the file: in its header, in one piece, or in chunks.</summary>
internal static class DataLayout
{
    private const string What = "a layout";
    private const string Numbers = "a piece of the numbers";

    /// <summary>The numbers of the last index along the first axis.</summary>
    /// <param name="file">The file.</param>
    /// <param name="data">Of what.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="most">The most bytes of a chunk.</param>
    public static double[] Last(FileBytes file, Dataset data, int count, long most)
    {
        var body = data.Layout.Body;
        var version = body.Byte();
        if (version is not (3 or 4))
            throw new NotReadException($"{What} is of a version that is not known");
        var size = (ulong)data.Type.Size;
        // The whole is stored: a product that is too large is seen by its last part, which lies beyond the end.
        var before = (ulong)(data.Shape[0] - 1);
        switch (body.Byte())
        {
            case 0:
                var stored = body.Part(body.Short(), Numbers);
                stored.Take(Product(before, (ulong)count * size));
                return Convert(stored, data.Type, count);
            case 1:
                var address = body.Long();
                var start = Product(before, (ulong)count * size);
                if (address == FilePart.Nowhere || start > ulong.MaxValue - address)
                    throw NotStored(data);
                return Convert(file.At(address + start, (ulong)count * size, Numbers), data.Type, count);
            case 2:
                return Chunks.Last(file, data, version == 3 ? ChunkIndex.Old(file, data, body) : ChunkIndex.New(file, data, body), count, most);
            case 3:
                throw new NotReadException($"`{data.Name}` is put together from other datasets or files, which are not read");
            default:
                throw new NotReadException($"{What} is of a kind that is not known");
        }
    }

    /// <summary>The refusal of what a file only declares.</summary>
    public static NotReadException NotStored(Dataset data) => new($"not all numbers of `{data.Name}` are stored in it");

    /// <summary>A product of sizes, or the largest number where it has no room.</summary>
    public static ulong Product(ulong a, ulong b) => b != 0 && a > ulong.MaxValue / b ? ulong.MaxValue : a * b;

    private static double[] Convert(FilePart part, Datatype type, int count)
    {
        var bytes = part.Take((ulong)count * (ulong)type.Size);
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = type.Number(bytes.Slice(i * type.Size, type.Size));
        return values;
    }
}
