namespace Flows.Cli.Tests;

public sealed class FmtCommandTests : IDisposable
{
    private const string Untidy = "param  a=1 // one\n\n\nlet b=grad u**2*pi";
    private const string Tidy = "param a = 1  // one\n\nlet b = grad u^2*pi\n";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_is_set_in_its_canonical_layout_and_named_only_if_it_changed()
    {
        var path = _scratch.Program("a.flow", Untidy);
        Assert.Equal(0, _scratch.Flowc("fmt", path));
        Assert.Equal((path + "\n", ""), (_scratch.Output, _scratch.Error));
        Assert.Equal(Tidy, File.ReadAllText(path));
        var written = File.GetLastWriteTimeUtc(path).AddDays(-1);
        File.SetLastWriteTimeUtc(path, written);
        Assert.Equal(0, _scratch.Flowc("fmt", path));
        Assert.Equal("", _scratch.Output);
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
        Assert.Equal([path], Directory.GetFiles(_scratch.Folder));
    }

    [Fact]
    public void Check_lists_what_would_change_and_writes_nothing()
    {
        var untidy = _scratch.Program("t/b/a.flow", Untidy);
        _scratch.Program("t/b.flow", Tidy);
        _scratch.Program("t/note.txt", Untidy);
        Assert.Equal(1, _scratch.Flowc("fmt", "--check", _scratch.At("t")));
        Assert.Equal((untidy + "\n", ""), (_scratch.Output, _scratch.Error));
        Assert.Equal(Untidy, File.ReadAllText(untidy));
        Assert.Equal(0, _scratch.Flowc("fmt", _scratch.At("t")));
        Assert.Equal(0, _scratch.Flowc("fmt", "--check", _scratch.At("t")));
        Assert.Equal("", _scratch.Output);
    }

    [Fact]
    public void Standard_input_goes_to_standard_output()
    {
        _scratch.Input = Untidy;
        Assert.Equal(0, _scratch.Flowc("fmt", "-"));
        Assert.Equal((Tidy, ""), (_scratch.Output, _scratch.Error));
        Assert.Equal(1, _scratch.Flowc("fmt", "-", "--check"));
        Assert.Equal("<stdin>\n", _scratch.Output);
        _scratch.Input = Tidy;
        Assert.Equal(0, _scratch.Flowc("fmt", "-", "--check"));
        Assert.Equal("", _scratch.Output);
    }

    [Fact]
    public void Symbols_are_spelled_as_asked()
    {
        var path = _scratch.Program("a.flow", Untidy);
        Assert.Equal(0, _scratch.Flowc("fmt", "--unicode", path));
        Assert.Equal("param a = 1  // one\n\nlet b = ∇u²*π\n", File.ReadAllText(path));
        Assert.Equal(0, _scratch.Flowc("fmt", "--ascii", path));
        Assert.Equal(Tidy, File.ReadAllText(path));
        Assert.Equal(2, _scratch.Flowc("fmt", "--ascii", "--unicode", path));
        Assert.Contains("--unicode and --ascii contradict each other", _scratch.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_errors_is_not_touched_and_the_others_are_formatted()
    {
        var bad = _scratch.Program("a.flow", "let  a = )\n");
        var good = _scratch.Program("b.flow", Untidy);
        Assert.Equal(1, _scratch.Flowc("fmt", bad, good));
        Assert.Contains("error[F0102]", _scratch.Error, StringComparison.Ordinal);
        Assert.Contains($"{bad}:1:10", _scratch.Error, StringComparison.Ordinal);
        Assert.Equal("let  a = )\n", File.ReadAllText(bad));
        Assert.Equal(Tidy, File.ReadAllText(good));
        Assert.Equal(good + "\n", _scratch.Output);
        File.WriteAllBytes(bad, [0xff, 0x20]);
        Assert.Equal(1, _scratch.Flowc("fmt", bad));
        Assert.Contains("error[F0001]", _scratch.Error, StringComparison.Ordinal);
        Assert.Equal([0xff, 0x20], File.ReadAllBytes(bad));
    }

    [Fact]
    public void What_only_the_binder_finds_is_no_hindrance()
    {
        var path = _scratch.Program("a.flow", "let  mistake = nothing_of_this_name\n");
        Assert.Equal(0, _scratch.Flowc("fmt", path));
        Assert.Equal("let mistake = nothing_of_this_name\n", File.ReadAllText(path));
    }

    [Fact]
    public void What_is_not_there_is_status_5_and_an_empty_folder_wrong_usage()
    {
        Assert.Equal(5, _scratch.Flowc("fmt", _scratch.At("nowhere.flow"), _scratch.Program("a.flow", Untidy)));
        Assert.Equal(Tidy, File.ReadAllText(_scratch.At("a.flow")));
        Assert.Equal(2, _scratch.Flowc("fmt", Directory.CreateDirectory(_scratch.At("empty")).FullName));
    }

    [Fact]
    public void A_link_stays_a_link_and_a_file_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = _scratch.Program("a.flow", Untidy);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        File.SetUnixFileMode(path, Mode);
        var link = File.CreateSymbolicLink(_scratch.At("link.flow"), path).FullName;
        Assert.Equal(0, _scratch.Flowc("fmt", link));
        Assert.Equal(path, new FileInfo(link).LinkTarget);
        Assert.Equal(Tidy, File.ReadAllText(path));
        Assert.Equal(Mode, File.GetUnixFileMode(path));
    }
}
