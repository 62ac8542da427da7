namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>Texts of any length lie in collections apart from what they belong to.</summary>
internal static class GlobalHeap
{
    private const string What = "a collection of texts";

    /// <summary>The text that an entry stands for: its length, the address of a collection, a number within it.</summary>
    public static string Text(FileBytes file, FilePart entry)
    {
        var (length, address, index) = (entry.Int(), entry.Long(), entry.Int());
        if (length == 0)
            return "";
        var head = file.At(address, 16, What);
        if (!head.Says("GCOL"u8))
            throw new NotReadException($"{What} is none");
        head.Skip(4);
        var size = head.Long();
        if (size < 16)
            throw new NotReadException($"{What} is cut off");
        // One header after the other: a collection is long, and a text short.
        for (var at = 16UL; at + 16 <= size;)
        {
            var entryHead = file.At(address + at, 16, What);
            var number = entryHead.Short();
            entryHead.Skip(6);
            var stored = entryHead.Long();
            // Number 0 is what is free, up to the end.
            if (number == 0 || stored > size - at - 16)
                break;
            if (number == index)
                return Root.Name(file.At(address + at + 16, Math.Min(length, stored), What).Rest().Span);
            at += 16 + (stored + 7 & ~7UL);
        }
        throw new NotReadException($"{What} does not hold what it should");
    }
}
