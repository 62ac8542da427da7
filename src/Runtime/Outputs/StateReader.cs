using Flows.Compiler.Tables;
using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace Flows.Runtime.Outputs;

/// <summary>Reads the last states of a `result.h5`.</summary>
public static class StateReader
{
    private const int MostAxes = 3;

    /// <summary>The last frame.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <returns>Null where the bytes are no file of states.</returns>
    public static SavedStates? Read(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes, false);
            using var file = H5File.Open(stream);
            return Last(file);
        }
        // A file that is broken, or made by somebody else, fails in whatever way its bytes lead to.
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static SavedStates? Last(NativeFile file)
    {
        var datasets = file.Children().OfType<IH5Dataset>().ToDictionary(d => d.Name);
        var fields = datasets.Values.Where(d => d.AttributeExists("axes")).ToArray();
        if (fields.Length == 0)
            return null;
        var names = fields[0].Attribute("axes").Read<string>().Split(' ');
        var axes = names.Skip(1).Select(name => Axis(datasets[name])).ToArray();
        var times = datasets[names[0]].Read<double[]>();
        if (axes.Length is 0 or > MostAxes || times.Length == 0)
            return null;
        var last = new Dictionary<string, double[]>();
        foreach (var field in fields)
        {
            ulong[] shape = [1, .. axes.Select(a => (ulong)a.Places.Length)];
            ulong[] start = [(ulong)times.Length - 1, .. axes.Select(_ => 0UL)];
            last[field.Name] = field.Read<double[]>(new HyperslabSelection(shape.Length, start, shape));
        }
        return new SavedStates([.. names.Skip(1)], [.. axes], last, times[^1]);
    }

    private static GivenAxis Axis(IH5Dataset centres) => GivenAxis.Cells(
        centres.Attribute("low").Read<double>(), centres.Attribute("high").Read<double>(), centres.Attribute("periodic").Read<int>() != 0, (int)centres.Space.Dimensions[0]);
}
