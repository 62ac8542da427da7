namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>The types of entries that are read: numbers of one to eight bytes, and text.</summary>
/// <param name="Class">Of the format.</param>
/// <param name="Size">Bytes of an entry.</param>
/// <param name="IsBigEndian">Whether the highest byte comes first.</param>
/// <param name="IsSigned">Of integers.</param>
internal sealed record Datatype(Datatype.Family Class, int Size, bool IsBigEndian, bool IsSigned)
{
    /// <summary>What an entry is.</summary>
    public enum Family
    {
        /// <summary>An integer, or one of a list of names for integers.</summary>
        Integer,
        /// <summary>A float of 32 or 64 bits after IEEE 754.</summary>
        Real,
        /// <summary>Text of a length that is the type's.</summary>
        Text,
        /// <summary>Text of any length, in a heap.</summary>
        LongText,
        /// <summary>Anything else; not read.</summary>
        Other,
    }

    /// <summary>Reads the message.</summary>
    public static Datatype Read(FilePart body)
    {
        var kind = body.Byte() & 15;
        var bits = body.Byte();
        body.Skip(2);
        var size = body.Int();
        if (size is 0 or > int.MaxValue)
            return new Datatype(Family.Other, 1, false, false);
        var family = kind switch
        {
            // An enumeration says after its names what they stand for; entries are integers of the same size. Booleans are written so.
            0 or 8 when size <= 8 => Family.Integer,
            1 when IsIeee(body, bits, size) => Family.Real,
            3 => Family.Text,
            9 when (bits & 15) == 1 && size == 16 => Family.LongText,
            _ => Family.Other,
        };
        return new Datatype(family, (int)size, kind is 0 or 1 && (bits & 1) != 0, kind == 0 && (bits & 8) != 0);
    }

    /// <summary>An entry as a number.</summary>
    public double Number(ReadOnlySpan<byte> entry)
    {
        var value = 0UL;
        for (var i = 0; i < Size; i++)
            value = value << 8 | entry[IsBigEndian ? i : Size - 1 - i];
        if (Class == Family.Real)
            return Size == 8 ? BitConverter.UInt64BitsToDouble(value) : BitConverter.UInt32BitsToSingle((uint)value);
        var shift = 64 - 8 * Size;
        return IsSigned ? (long)(value << shift) >> shift : value;
    }

    // Where sign, exponent and mantissa lie, by the format's table of properties.
    private static bool IsIeee(FilePart body, byte bits, uint size)
    {
        if (size is not (4 or 8) || (bits & 0x40) != 0)
            return false;
        var (offset, precision) = (body.Short(), body.Short());
        var (exponentAt, exponent, mantissaAt, mantissa, bias) = (body.Byte(), body.Byte(), body.Byte(), body.Byte(), body.Int());
        return (offset, precision) == (0, 8 * size) && mantissaAt == 0
            && (exponentAt, exponent, mantissa, bias) == (size == 8 ? ((byte)52, (byte)11, (byte)52, 1023u) : ((byte)23, (byte)8, (byte)23, 127u));
    }
}
