namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>A named value of a dataset.</summary>
/// <param name="Type">Of its entries.</param>
/// <param name="Bytes">The first entry, or as many bytes of it as there are.</param>
internal sealed record AttributeValue(Datatype Type, byte[] Bytes)
{
    /// <summary>Reads the message.</summary>
    /// <returns>Null where it is of a kind that is not read.</returns>
    public static (string Name, AttributeValue Value)? Read(FilePart body)
    {
        var version = body.Byte();
        var flags = body.Byte();
        var (nameSize, typeSize, spaceSize) = (body.Short(), body.Short(), body.Short());
        body.Skip(version == 3 ? 1 : 0);
        if (version is not (1 or 2 or 3) || version > 1 && flags != 0)
            return null;
        var name = body.Take(nameSize);
        var end = name.IndexOf((byte)0);
        var text = Root.Name(end < 0 ? name : name[..end]);
        var type = Datatype.Read(Padded(typeSize, "a type"));
        var shape = Dataspace.Read(Padded(spaceSize, "a shape"));
        return Dataspace.Count(shape) == 0 ? null : (text, new AttributeValue(type, body.Take((ulong)type.Size).ToArray()));

        // The first version fills each part up to a multiple of eight, the name too: all begin at one.
        FilePart Padded(ushort size, string what)
        {
            if (version == 1)
                body.Align();
            var part = body.Part(size, what);
            if (version == 1)
                body.Align();
            return part;
        }
    }

    /// <summary>The value as a number; NaN where it is none.</summary>
    public double Number => Type.Class is Datatype.Family.Integer or Datatype.Family.Real ? Type.Number(Bytes) : double.NaN;

    /// <summary>The value as text; null where it is none.</summary>
    public string? Text(FileBytes file)
    {
        if (Type.Class == Datatype.Family.LongText)
            return GlobalHeap.Text(file, new FilePart(Bytes, "a text"));
        if (Type.Class != Datatype.Family.Text)
            return null;
        var end = Bytes.AsSpan().IndexOf((byte)0);
        return Root.Name(end < 0 ? Bytes : Bytes.AsSpan(0, end)).TrimEnd(' ');
    }
}
