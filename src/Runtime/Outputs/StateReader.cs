using Flows.Compiler.Tables;
using Flows.Runtime.Outputs.Hdf5;

namespace Flows.Runtime.Outputs;

/// <summary>Reads the last states of a `result.h5`.</summary>
/// <remarks>
/// A program may come from anywhere, and so may the file that it starts from. A library that knows all of HDF5 follows links, opens other
/// files and takes memory as a header wishes; this reads the part that files of states consist of, from bytes that are in memory.
/// </remarks>
public static class StateReader
{
    private const int MostAxes = 3;

    /// <summary>The last frame.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="state">The state that is wanted.</param>
    /// <param name="most">The most bytes of memory to take for its numbers.</param>
    public static SavedAnswer Read(byte[] bytes, string state, long most)
    {
        try
        {
            return Last(new FileBytes(bytes), state, most);
        }
        catch (NotReadException failure)
        {
            return new SavedAnswer.Unreadable(failure.Message);
        }
    }

    private static SavedAnswer.Found Last(FileBytes file, string state, long most)
    {
        var datasets = new Dictionary<string, Dataset>(StringComparer.Ordinal);
        foreach (var (name, address) in Root.Objects(file))
            if (Dataset.Read(file, name, address) is { } dataset)
                datasets.Add(name, dataset);
        var fields = datasets.Values.Where(d => d.Attributes.ContainsKey("axes")).ToArray();
        if (fields.Length == 0)
            throw new NotReadException("it holds no state with the attribute `axes`");
        var wanted = datasets.GetValueOrDefault(state) is { } named && fields.Contains(named) ? named : null;
        var names = (wanted ?? fields[0]).Text(file, "axes")?.Split(' ') ?? [];
        if (names.Length is < 2 or > 1 + MostAxes)
            throw new NotReadException("the attribute `axes` does not name the time and one to three coordinates");
        Dataset[] centres = [.. names.Skip(1).Select(Named)];
        var times = Named(names[0]);
        var time = times.Shape is [_] ? times.Last(file, most)[0] : throw new NotReadException($"`{times.Name}` is no list of times");
        double[]? values = null;
        if (wanted is not null)
        {
            if (!centres.All(c => c.Shape is [_]) || !wanted.Shape.SequenceEqual([times.Shape[0], .. centres.Select(c => c.Shape[0])]))
                throw new NotReadException($"`{state}` is not of the shape that its axes give");
            values = wanted.Last(file, most);
        }
        // As long as the numbers that have been found stored: before, a length is only said.
        GivenAxis[] axes = values is null ? [] : [.. centres.Select(Axis)];
        return new SavedAnswer.Found(new SavedStates([.. names.Skip(1)], [.. axes], [.. fields.Select(f => f.Name)], values, time));

        Dataset Named(string name) => datasets.GetValueOrDefault(name) ?? throw new NotReadException($"it holds no `{name}`");
    }

    private static GivenAxis Axis(Dataset centres)
    {
        var (low, high, periodic) = (centres.Number("low"), centres.Number("high"), centres.Number("periodic"));
        return double.IsFinite(low) && double.IsFinite(high) && high > low && !double.IsNaN(periodic)
            ? GivenAxis.Cells(low, high, periodic != 0, (int)centres.Shape[0])
            : throw new NotReadException($"`{centres.Name}` does not say from where to where it goes (attributes `low`, `high`, `periodic`)");
    }
}
