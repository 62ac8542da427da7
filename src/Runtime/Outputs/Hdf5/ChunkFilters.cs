using System.IO.Compression;

namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>What was done to the bytes of each chunk before it was stored.</summary>
/// <param name="Ids">Numbers of the format: 1 deflate, 2 shuffle, 3 a checksum (Fletcher); in the order in which they were applied.</param>
internal sealed record ChunkFilters(IReadOnlyList<ushort> Ids)
{
    private const ushort Deflate = 1, Shuffle = 2, Checksum = 3;
    private const int MostFilters = 32;
    private const int FirstOwn = 256;
    private const ulong Densest = 1032;

    /// <summary>Chunks as they are.</summary>
    public static ChunkFilters None { get; } = new([]);

    /// <summary>Reads the message.</summary>
    public static ChunkFilters Read(FilePart body)
    {
        var version = body.Byte();
        var count = body.Byte();
        if (version is not (1 or 2) || count > MostFilters)
            throw new NotReadException("a list of filters is of a version that is not known");
        body.Skip(version == 1 ? 6 : 0);
        var ids = new List<ushort>();
        for (var k = 0; k < count; k++)
        {
            var id = body.Short();
            var name = version == 1 || id >= FirstOwn ? body.Short() : 0;
            body.Skip(2);
            var parameters = body.Short();
            // The older form fills names up to a multiple of eight, and an odd number of parameters to an even one.
            body.Skip(version == 1 ? name + 7 & ~7 : name);
            body.Skip(4 * (parameters + (version == 1 ? parameters & 1 : 0)));
            if (id is not (Deflate or Shuffle or Checksum))
                throw new NotReadException("it is compressed in a way that is not read; use gzip or none");
            ids.Add(id);
        }
        return new ChunkFilters(ids);
    }

    /// <summary>The bytes of a chunk as they were.</summary>
    /// <param name="stored">As they are in the file.</param>
    /// <param name="mask">A bit for each filter that was left out.</param>
    /// <param name="length">How many there have to be.</param>
    /// <param name="entry">Bytes of an entry.</param>
    public ReadOnlyMemory<byte> Undo(ReadOnlyMemory<byte> stored, uint mask, int length, int entry)
    {
        var bytes = stored;
        for (var k = Ids.Count - 1; k >= 0; k--)
            if ((mask >> k & 1) == 0)
                bytes = Ids[k] switch
                {
                    Deflate => Inflated(bytes, length + 4 * Ids.Count(id => id == Checksum)),
                    Shuffle => Sorted(bytes.Span, entry),
                    _ => bytes.Length < 4 ? throw Broken() : bytes[..^4],
                };
        return bytes.Length == length ? bytes : throw Broken();
    }

    /// <summary>Whether so many bytes can be stored as these.</summary>
    /// <param name="stored">How many are in the file.</param>
    /// <param name="length">How many there have to be.</param>
    /// <remarks>Deflate makes of one byte 1032 at most (RFC 1951: 258 for two bits).</remarks>
    public bool MayHold(ulong stored, long length) =>
        (ulong)length <= (Ids.Contains(Deflate) ? Math.Min(stored, long.MaxValue / Densest) * Densest : stored);

    // No more than what has to come out is ever taken: zeros of a terabyte fit into a megabyte.
    private static ReadOnlyMemory<byte> Inflated(ReadOnlyMemory<byte> bytes, int most)
    {
        var buffer = new byte[most];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(bytes.ToArray(), false), CompressionMode.Decompress);
            var length = stream.ReadAtLeast(buffer, most, throwOnEndOfStream: false);
            return buffer.AsMemory(0, length);
        }
        catch (InvalidDataException)
        {
            throw Broken();
        }
    }

    // All first bytes, then all second ones and so on; what does not make a whole entry stands behind.
    private static ReadOnlyMemory<byte> Sorted(ReadOnlySpan<byte> bytes, int entry)
    {
        var sorted = bytes.ToArray();
        var count = bytes.Length / entry;
        for (var b = 0; b < entry; b++)
            for (var i = 0; i < count; i++)
                sorted[i * entry + b] = bytes[b * count + i];
        return sorted;
    }

    private static NotReadException Broken() => new("a chunk of its numbers is broken");
}
