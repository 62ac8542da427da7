namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>An index of as many chunks as there will ever be: an array, in pages where it is long.</summary>
internal static class FixedArray
{
    private const string What = "an array of chunks";
    private const int Address = 8, Checksum = 4;

    /// <summary>Its entries in order: the number of a chunk, where it is, its bytes there, the filters that were left out.</summary>
    /// <param name="file">The file.</param>
    /// <param name="header">Where it begins.</param>
    /// <param name="whole">Bytes of a chunk that is not compressed.</param>
    public static IEnumerable<(ulong Number, ulong Address, ulong Size, uint Mask)> Read(FileBytes file, ulong header, ulong whole)
    {
        var head = file.At(header, 28, What);
        if (!head.Says("FAHD"u8))
            throw new NotReadException($"{What} is none");
        head.Skip(1);
        var isFiltered = head.Byte() == 1;
        var (size, pageBits) = (head.Byte(), head.Byte());
        var (count, block) = (head.Long(), head.Long());
        // An address, and of compressed chunks a size and a mask.
        if (isFiltered ? size is < Address + 5 or > Address + 12 : size != Address)
            throw new NotReadException($"{What} has entries of another size");
        if (block == FilePart.Nowhere)
            yield break;
        var start = file.At(block, 14, What);
        if (!start.Says("FADB"u8))
            throw new NotReadException($"{What} has a block that is none");
        var next = block + 14;
        var page = pageBits < 32 ? 1UL << pageBits : ulong.MaxValue;
        var isPaged = count > page;
        var pages = isPaged ? count / page + (count % page == 0 ? 0UL : 1) : 1;
        // A bit says of each page whether it was ever written; the first stands highest.
        var written = isPaged ? file.At(next, pages / 8 + (pages % 8 == 0 ? 0UL : 1), What).Rest() : new byte[] { 0x80 };
        next += isPaged ? (ulong)written.Length + Checksum : 0;
        for (var p = 0UL; p < pages; p++, next += page * size + Checksum)
        {
            if ((written.Span[(int)(p / 8)] >> (int)(7 - p % 8) & 1) == 0)
                continue;
            var first = p * page;
            var part = file.At(next, DataLayout.Product(Math.Min(page, count - first), size), What);
            for (var k = first; part.Left > 0; k++)
                yield return isFiltered ? (k, part.Long(), part.Number(size - Address - 4), part.Int()) : (k, part.Long(), whole, 0);
        }
    }
}
