namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>A dataset of numbers, as its header describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Entries along each axis.</param>
/// <param name="Type">Of an entry.</param>
/// <param name="Layout">Where the entries are; read when they are wanted.</param>
/// <param name="Filters">How chunks were compressed.</param>
/// <param name="Attributes">Its named values.</param>
internal sealed record Dataset(
    string Name, long[] Shape, Datatype Type, ObjectHeader.Message Layout, ChunkFilters Filters, IReadOnlyDictionary<string, AttributeValue> Attributes)
{
    /// <summary>Reads a header.</summary>
    /// <returns>Null where it is no dataset.</returns>
    public static Dataset? Read(FileBytes file, string name, ulong address)
    {
        long[]? shape = null;
        Datatype? type = null;
        ObjectHeader.Message? layout = null;
        var filters = ChunkFilters.None;
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var message in ObjectHeader.Read(file, address))
        {
            if (message.IsShared)
            {
                if (message.Kind is ObjectHeader.Kind.Attribute)
                    continue;
                throw new NotReadException($"the description of `{name}` lies elsewhere");
            }
            switch (message.Kind)
            {
                case ObjectHeader.Kind.Dataspace:
                    shape = Dataspace.Read(message.Body);
                    break;
                case ObjectHeader.Kind.Datatype:
                    type = Datatype.Read(message.Body);
                    break;
                case ObjectHeader.Kind.Layout:
                    layout = message;
                    break;
                case ObjectHeader.Kind.Filters:
                    filters = ChunkFilters.Read(message.Body);
                    break;
                case ObjectHeader.Kind.ExternalFiles:
                    throw new NotReadException($"the numbers of `{name}` lie in other files, which are not read");
                case ObjectHeader.Kind.Attribute when AttributeValue.Read(message.Body) is var (key, value):
                    attributes[key] = value;
                    break;
                case ObjectHeader.Kind.AttributeInfo when Root.HasHeapOfAttributes(message.Body):
                    throw new NotReadException($"the attributes of `{name}` are kept in a heap; write the file with `libver=\"earliest\"`");
                default:
                    break;
            }
        }
        return shape is null || type is null || layout is null ? null : new Dataset(name, shape, type, layout, filters, attributes);
    }

    /// <summary>An attribute as text; null where there is none.</summary>
    public string? Text(FileBytes file, string attribute) => Attributes.GetValueOrDefault(attribute)?.Text(file);

    /// <summary>An attribute as a number; NaN where there is none.</summary>
    public double Number(string attribute) => Attributes.GetValueOrDefault(attribute)?.Number ?? double.NaN;

    /// <summary>The numbers of the last index along the first axis.</summary>
    /// <param name="file">The file.</param>
    /// <param name="most">The most bytes that they, or a chunk of them, may take.</param>
    public double[] Last(FileBytes file, long most)
    {
        if (Type.Class is not (Datatype.Family.Real or Datatype.Family.Integer))
            throw new NotReadException($"`{Name}` does not hold numbers");
        var count = Shape.Length == 0 ? 0 : Dataspace.Count(Shape.AsSpan(1));
        if (count == 0 || Shape[0] == 0)
            throw new NotReadException($"`{Name}` holds nothing");
        if (count > most / sizeof(double))
            throw new NotReadException($"`{Name}` is larger than what may be read");
        return DataLayout.Last(file, this, (int)count, most);
    }
}
