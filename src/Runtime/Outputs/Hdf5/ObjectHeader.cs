namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>What an object header says: the messages of a group or a dataset, in both versions of the format.</summary>
internal static class ObjectHeader
{
    /// <summary>What a message is about; those that this reader reads or refuses.</summary>
    public enum Kind
    {
        /// <summary>Shape.</summary>
        Dataspace = 0x01,
        /// <summary>Where links are that the header does not hold.</summary>
        LinkInfo = 0x02,
        /// <summary>Type of an entry.</summary>
        Datatype = 0x03,
        /// <summary>A name within a group.</summary>
        Link = 0x06,
        /// <summary>Data in other files.</summary>
        ExternalFiles = 0x07,
        /// <summary>Where the data are.</summary>
        Layout = 0x08,
        /// <summary>How chunks were compressed.</summary>
        Filters = 0x0B,
        /// <summary>A named value.</summary>
        Attribute = 0x0C,
        /// <summary>The header goes on elsewhere.</summary>
        Continuation = 0x10,
        /// <summary>The names within a group, in the older form.</summary>
        SymbolTable = 0x11,
        /// <summary>Where attributes are that the header does not hold.</summary>
        AttributeInfo = 0x15,
    }

    /// <summary>One message.</summary>
    /// <param name="Kind">What it is about.</param>
    /// <param name="Body">What it says.</param>
    /// <param name="IsShared">Whether the body is only an address of where it is said.</param>
    public sealed record Message(Kind Kind, FilePart Body, bool IsShared);

    private const string What = "an object header";

    /// <summary>The messages of the header at an address.</summary>
    public static IReadOnlyList<Message> Read(FileBytes file, ulong address)
    {
        var messages = new List<Message>();
        var blocks = new Queue<FilePart>();
        var head = file.At(address, 4, What);
        var isNew = head.Says("OHDR"u8);
        var hasOrder = isNew ? New(file, address, blocks) : Old(file, address, blocks);
        while (blocks.TryDequeue(out var block))
            while (block.Left >= (isNew ? 4 : 8))
            {
                // What is left at the end of a block and is smaller than a message is a gap.
                var kind = (Kind)(isNew ? block.Byte() : block.Short());
                var size = block.Short();
                var flags = block.Byte();
                if (!isNew)
                    block.Skip(3);
                else if (hasOrder)
                    block.Skip(Math.Min(2, block.Left));
                var body = block.Part(size, "a message of a header");
                if (kind != Kind.Continuation)
                {
                    messages.Add(new Message(kind, body, (flags & 2) != 0));
                    continue;
                }
                var (at, length) = (body.Long(), body.Long());
                var more = file.At(at, length, What);
                blocks.Enqueue(isNew ? Continued(more, length) : more);
            }
        return messages;
    }

    private static bool Old(FileBytes file, ulong address, Queue<FilePart> blocks)
    {
        var head = file.At(address, 16, What);
        if (head.Byte() != 1)
            throw new NotReadException("what should be an object header is none");
        head.Skip(7);
        blocks.Enqueue(file.At(address + 16, head.Int(), What));
        return false;
    }

    private static bool New(FileBytes file, ulong address, Queue<FilePart> blocks)
    {
        var head = file.At(address, 6, What);
        head.Skip(4);
        if (head.Byte() != 2)
            throw new NotReadException("an object header is of a version that is not known");
        var flags = head.Byte();
        var before = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        var width = 1 << (flags & 3);
        var size = file.At(address + (ulong)before, (ulong)width, What).Number(width);
        blocks.Enqueue(file.At(address + (ulong)(before + width), size, What));
        return (flags & 4) != 0;
    }

    // OCHK, messages, a checksum.
    private static FilePart Continued(FilePart block, ulong length)
    {
        if (length < 8 || !block.Says("OCHK"u8))
            throw new NotReadException("an object header does not go on where it says");
        return block.Part(length - 8, What);
    }
}
