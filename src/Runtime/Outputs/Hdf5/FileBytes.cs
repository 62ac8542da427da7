using System.Buffers.Binary;

namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>The bytes of a file, read at places that the file itself names: none outside of it, and none again and again.</summary>
/// <param name="bytes">All of them.</param>
/// <remarks>
/// No loop of addresses goes on for ever, no size that is declared and not stored is believed: what describes data is read within a budget of
/// bytes that grows with the file, and memory is taken only for what has been found stored.
/// </remarks>
internal sealed class FileBytes(byte[] bytes)
{
    // Each byte of an honest file describes one thing. Headers are looked at a few times, by name and by what they hold.
    private const int Times = 8;
    private const long Least = 1 << 12;

    private long _left = Times * (long)bytes.Length + Least;

    /// <summary>How many there are.</summary>
    public long Length => bytes.Length;

    /// <summary>A part of the file.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="length">How long it says it is.</param>
    /// <param name="what">What it is, for who reads that it is broken.</param>
    public FilePart At(ulong address, ulong length, string what)
    {
        if (address > (ulong)bytes.Length || length > (ulong)bytes.Length - address)
            throw new NotReadException($"{what} lies beyond the end of the file");
        // An empty part costs something too: there may be any number of them.
        _left -= (long)length + 1;
        if (_left < 0)
            throw new NotReadException("its parts name each other without end");
        return new FilePart(bytes.AsMemory((int)address, (int)length), what);
    }
}

/// <summary>A part of a file, read from its beginning on.</summary>
/// <param name="bytes">Its bytes.</param>
/// <param name="what">What it is.</param>
internal sealed class FilePart(ReadOnlyMemory<byte> bytes, string what)
{
    /// <summary>No address: what the field would name is not there.</summary>
    public const ulong Nowhere = ulong.MaxValue;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>How many are left.</summary>
    public int Left => bytes.Length - Position;

    /// <summary>The next bytes.</summary>
    public ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)Left)
            throw new NotReadException($"{what} is cut off");
        Position += (int)count;
        return bytes.Span[(Position - (int)count)..Position];
    }

    /// <summary>The next bytes as a part of their own.</summary>
    public FilePart Part(ulong count, string name)
    {
        Take(count);
        return new FilePart(bytes[(Position - (int)count)..Position], name);
    }

    /// <summary>Leaves bytes out.</summary>
    public void Skip(int count) => Take((ulong)count);

    /// <summary>Leaves out what fills up to a multiple of eight, as old headers do.</summary>
    public void Align() => Skip(Math.Min(Left, -Position & 7));

    /// <summary>Whether the next bytes are these letters; passes them.</summary>
    public bool Says(ReadOnlySpan<byte> letters) => Take((ulong)letters.Length).SequenceEqual(letters);

    /// <summary>All that is left.</summary>
    public ReadOnlyMemory<byte> Rest()
    {
        var rest = bytes[Position..];
        Position = bytes.Length;
        return rest;
    }

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>Two bytes.</summary>
    public ushort Short() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    /// <summary>Four bytes.</summary>
    public uint Int() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>Eight bytes: an address, a length, a count.</summary>
    public ulong Long() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>A number of one to eight bytes.</summary>
    public ulong Number(int size)
    {
        var read = Take((ulong)size);
        var value = 0UL;
        for (var i = Math.Min(size, sizeof(ulong)) - 1; i >= 0; i--)
            value = value << 8 | read[i];
        return value;
    }
}
