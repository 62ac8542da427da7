using System.Text;

namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>What the root group of a file holds, by name.</summary>
internal static class Root
{
    private const string Signature = "\u0089HDF\r\n\u001a\n";
    private const string NoHdf5 = "it is no HDF5 file";

    /// <summary>The addresses of the object headers.</summary>
    public static IReadOnlyDictionary<string, ulong> Objects(FileBytes file)
    {
        var objects = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var message in ObjectHeader.Read(file, Header(file)))
            switch (message.Kind)
            {
                case ObjectHeader.Kind.Link:
                    Link(message.Body, objects);
                    break;
                case ObjectHeader.Kind.SymbolTable:
                    SymbolTable.Read(file, message.Body.Long(), message.Body.Long(), objects);
                    break;
                case ObjectHeader.Kind.LinkInfo when HasHeap(message.Body):
                    throw new NotReadException("its names are kept in a heap; write it without `track_order` and with `libver=\"earliest\"`");
                case ObjectHeader.Kind.ExternalFiles:
                    throw new NotReadException("it takes data from other files, which is not done");
                default:
                    break;
            }
        return objects;
    }

    /// <summary>The refusal of a link that is not an object itself.</summary>
    public static NotReadException Elsewhere(string name) =>
        new($"its `{name}` is a link to another name or file, and links are not followed");

    /// <summary>A name, as the file's bytes give it.</summary>
    public static string Name(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    /// <summary>Adds an object; names are there once.</summary>
    public static void Add(Dictionary<string, ulong> objects, string name, ulong address)
    {
        if (!objects.TryAdd(name, address))
            throw new NotReadException($"it holds `{name}` twice");
    }

    // Where the root's header is, by the superblock.
    private static ulong Header(FileBytes file)
    {
        if (file.Length < 9)
            throw new NotReadException(NoHdf5);
        var head = file.At(0, 9, "the superblock");
        if (!head.Take(8).SequenceEqual(Encoding.Latin1.GetBytes(Signature)))
            throw new NotReadException(NoHdf5);
        var version = head.Byte();
        if (version > 3)
            throw new NotReadException("it is of a version of HDF5 that is not known");
        var isOld = version < 2;
        var rest = file.At(9, isOld ? version == 1 ? 67UL : 63 : 35, "the superblock");
        rest.Skip(isOld ? 4 : 0);
        if (rest.Byte() != 8 || rest.Byte() != 8)
            throw new NotReadException("its addresses are not of 64 bits");
        rest.Skip(isOld ? 9 + (version == 1 ? 4 : 0) : 1);
        if (rest.Long() != 0)
            throw new NotReadException("something precedes its first byte");
        rest.Skip(8);
        var end = rest.Long();
        if (end > (ulong)file.Length)
            throw new NotReadException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it is cut off: {file.Length} of {end} bytes are there"));
        // The old form has a driver's block, and the name of the root, which is empty.
        rest.Skip(isOld ? 16 : 0);
        return rest.Long();
    }

    // What the link says of its order and letters is passed by.
    private static void Link(FilePart body, Dictionary<string, ulong> objects)
    {
        body.Skip(1);
        var flags = body.Byte();
        var kind = (flags & 8) != 0 ? body.Byte() : 0;
        body.Skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
        var name = Name(body.Take(body.Number(1 << (flags & 3))));
        if (kind != 0)
            throw Elsewhere(name);
        Add(objects, name, body.Long());
    }

    /// <summary>Whether links, or attributes, are in a heap of their own.</summary>
    public static bool HasHeap(FilePart info)
    {
        info.Skip(1);
        return Heap(info, info.Byte(), 8);
    }

    /// <summary>As <see cref="HasHeap"/> of attributes, whose counter is shorter.</summary>
    public static bool HasHeapOfAttributes(FilePart info)
    {
        info.Skip(1);
        return Heap(info, info.Byte(), 2);
    }

    private static bool Heap(FilePart info, byte flags, int counter)
    {
        info.Skip((flags & 1) != 0 ? counter : 0);
        return info.Long() != FilePart.Nowhere;
    }
}
