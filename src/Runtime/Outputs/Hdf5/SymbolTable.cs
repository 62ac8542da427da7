namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>The names of a group in the older form: a tree of nodes of entries, whose names lie in a heap.</summary>
internal static class SymbolTable
{
    private const string What = "the table of names";
    private const uint SoftLink = 2;

    /// <summary>Adds the names and the addresses of the object headers.</summary>
    public static void Read(FileBytes file, ulong tree, ulong heap, Dictionary<string, ulong> objects)
    {
        var head = file.At(heap, 32, What);
        if (!head.Says("HEAP"u8))
            throw new NotReadException($"{What} has no heap");
        head.Skip(4);
        var size = head.Long();
        head.Skip(8);
        var (names, length) = (head.Long(), size);
        foreach (var (node, _) in BTree.Leaves(file, tree, BTree.Names, 8))
        {
            var entries = file.At(node, 8, What);
            if (!entries.Says("SNOD"u8))
                throw new NotReadException($"{What} has a node that is none");
            entries.Skip(2);
            var count = entries.Short();
            var block = file.At(node + 8, count * 40UL, What);
            for (var k = 0; k < count; k++)
            {
                var (offset, address, kind) = (block.Long(), block.Long(), block.Int());
                block.Skip(20);
                var name = NameAt(file, names, length, offset);
                if (kind == SoftLink || address == FilePart.Nowhere)
                    throw Root.Elsewhere(name);
                Root.Add(objects, name, address);
            }
        }
    }

    private static string NameAt(FileBytes file, ulong names, ulong length, ulong offset)
    {
        if (offset >= length)
            throw new NotReadException("a name lies beyond the end of its heap");
        // Names are short: read in pieces, not up to the end of the heap each.
        const ulong Piece = 64;
        for (var most = Piece; ; most *= 2)
        {
            var taken = Math.Min(most, length - offset);
            var bytes = file.At(names + offset, taken, "a name").Take(taken);
            var end = bytes.IndexOf((byte)0);
            if (end >= 0)
                return Root.Name(bytes[..end]);
            if (taken == length - offset)
                throw new NotReadException("a name has no end");
        }
    }
}
