using System.Runtime.InteropServices;
using Flows.Runtime.Results;

namespace Flows.Runtime.Outputs;

/// <summary>`result.h5`: the states at the saved times.</summary>
/// <remarks>
/// HDF5 wants to know how many frames there will be, which no run knows before its end. So the frames go to a plain file beside the
/// name as they come, and from there to the final one: of a run of any length no more is in memory than a block of one frame.
/// </remarks>
public sealed class StateFile : ISavedStates, IDisposable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "result.h5";

    private readonly string _folder;
    private readonly SavedOrigin _origin;
    private readonly List<double> _times = [];
    private FileStream? _frames;
    private SavedLayout? _layout;

    /// <summary>Prepares to write into a folder; there is no file before the first frame.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="origin">What made the states.</param>
    public StateFile(string folder, SavedOrigin origin) => (_folder, _origin) = (folder, origin);

    /// <inheritdoc/>
    public void Begin(SavedLayout layout)
    {
        _layout = layout;
        var path = Path.Combine(_folder, $"{FileName}.{Environment.ProcessId}.frames.part");
        _frames = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
    }

    /// <inheritdoc/>
    public void Add(double time, IEnumerable<double[]> fields)
    {
        var frames = _frames ?? throw new InvalidOperationException("a frame before the layout");
        foreach (var field in fields)
            frames.Write(MemoryMarshal.AsBytes(field.AsSpan()));
        _times.Add(time);
    }

    /// <summary>Writes the file, if there is a frame.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Complete()
    {
        if (_times.Count == 0)
            return;
        AtomicFile.Write(Path.Combine(_folder, FileName), stream => new StateFrames(_layout!, _times, _frames!).WriteTo(stream, _origin));
    }

    /// <inheritdoc/>
    public void Dispose() => _frames?.Dispose();
}
