using PureHDF.VOL.Native;

namespace Flows.Runtime.Outputs;

/// <summary>Keeps one chunk of a dataset whose chunks are written whole and in order; the library's own cache keeps all of them until the end.</summary>
/// <remarks>
/// What the library hands over for writing puts a chunk to the place of the one that is asked for (PureHDF 2.2), not of the number it is given. So
/// each chunk is asked for twice: to be filled, and, when it is full, to be written to its own place.
/// </remarks>
internal sealed class ChunkBuffer : IWritingChunkCache
{
    private Memory<byte> _chunk, _ignored;
    private bool _isWritten;

    /// <summary>Whether the chunk that is asked for next is full and goes to the file.</summary>
    public bool IsFull { get; set; }

    /// <inheritdoc/>
    public Memory<byte> GetChunk(ulong chunkIndex, Func<Memory<byte>> chunkAllocator, Action<ulong, Memory<byte>> chunkWriter)
    {
        if (_chunk.IsEmpty)
            (_chunk, _ignored) = (chunkAllocator(), chunkAllocator());
        if (!IsFull)
        {
            _isWritten = false;
            return _chunk;
        }
        if (!_isWritten)
            chunkWriter(chunkIndex, _chunk);
        _isWritten = true;
        return _ignored;
    }

    /// <inheritdoc/>
    public void Flush(Action<ulong, Memory<byte>>? chunkWriter = null)
    {
        // Every full chunk is in the file already.
    }
}
