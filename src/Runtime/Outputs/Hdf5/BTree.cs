namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>Trees of version 1: of names, and of chunks.</summary>
internal static class BTree
{
    /// <summary>The tree of a group's names.</summary>
    public const byte Names = 0;

    /// <summary>The tree of a dataset's chunks.</summary>
    public const byte Chunks = 1;

    private const string What = "an index";

    /// <summary>What the leaves name, and the keys beside.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">Address of the root.</param>
    /// <param name="type">Of what the tree is.</param>
    /// <param name="key">Bytes of a key.</param>
    public static IEnumerable<(ulong Child, FilePart Key)> Leaves(FileBytes file, ulong root, byte type, int key)
    {
        if (root == FilePart.Nowhere)
            yield break;
        // A node lies one level below the one that names it, so that no path is endless; that there are not too many is the budget's.
        var open = new Stack<(ulong Address, int? Level)>([(root, null)]);
        while (open.TryPop(out var node))
        {
            var head = file.At(node.Address, 24, What);
            if (!head.Says("TREE"u8) || head.Byte() != type)
                throw new NotReadException($"{What} has a node that is none");
            var level = head.Byte();
            if (node.Level is { } expected && level != expected)
                throw new NotReadException($"{What} leads in a circle");
            var count = head.Short();
            var block = file.At(node.Address + 24, (ulong)count * ((ulong)key + 8) + (ulong)key, What);
            for (var k = 0; k < count; k++)
            {
                var before = block.Part((ulong)key, What);
                var child = block.Long();
                if (level == 0)
                    yield return (child, before);
                else
                    open.Push((child, level - 1));
            }
        }
    }
}
