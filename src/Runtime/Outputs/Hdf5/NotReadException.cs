namespace Flows.Runtime.Outputs.Hdf5;

/// <summary>What a file holds is not what this reader reads.</summary>
/// <param name="reason">Lower case, no full stop; to be shown to the file's owner.</param>
internal sealed class NotReadException(string reason) : Exception(reason);
