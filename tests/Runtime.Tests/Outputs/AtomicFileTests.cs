using Flows.Runtime.Outputs;

namespace Flows.Runtime.Tests.Outputs;

public sealed class AtomicFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_appears_whole()
    {
        AtomicFile.Write(_scratch.At("a.txt"), stream =>
        {
            stream.Write("half"u8);
            stream.Flush();
            Assert.False(File.Exists(_scratch.At("a.txt")));
            stream.Write(" and half"u8);
        });
        Assert.Equal("half and half", File.ReadAllText(_scratch.At("a.txt")));
        Assert.Single(Directory.GetFiles(_scratch.Folder));
    }

    [Fact]
    public void A_failure_leaves_the_old_file_and_no_draft()
    {
        File.WriteAllText(_scratch.At("a.txt"), "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_scratch.At("a.txt"), stream =>
        {
            stream.Write("new"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(_scratch.At("a.txt")));
        Assert.Single(Directory.GetFiles(_scratch.Folder));
    }
}
