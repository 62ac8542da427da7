using Flows.Cli.Terminals;

namespace Flows.Cli.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("runn", "there is no command `runn`: did you mean `run`?")]
    [InlineData("run x --untl 3", "there is no option `--untl`: did you mean `--until`?")]
    [InlineData("run", "FILE")]
    [InlineData("run x --until soon", "`soon` is no end")]
    [InlineData("run x --until 1,5", "`1,5` is no end")]
    [InlineData("run x --threads 0", "`0` is not a whole number from 1")]
    [InlineData("run x --cells 4*x", "`4*x` is no number of cells")]
    [InlineData("run x --set mu", "`mu` is not of the form name=number")]
    [InlineData("run x --set mu=1/0", "`mu=1/0` is not of the form name=number")]
    [InlineData("run x --time-limit -1", "`-1` is not above zero")]
    [InlineData("run x --max-memory 7X", "`7X` is no size")]
    [InlineData("run x --max-memory -1G", "`-1G` is no size")]
    [InlineData("run x --max-memory G", "`G` is no size")]
    [InlineData("run x --color blue", "--color takes auto, always or never")]
    [InlineData("derive x --dim 4", "--dim takes 1, 2 or 3")]
    [InlineData("derive x --format html", "--format takes text, latex or json")]
    [InlineData("derive x --format 0", "--format takes text, latex or json")]
    [InlineData("explain x --format pdf", "--format takes text, latex, json or html")]
    public void Wrong_usage_is_status_2_and_says_what_is_wrong(string arguments, string message)
    {
        Assert.Equal(2, _scratch.Flowc(arguments.Split(' ')));
        Assert.Equal("", _scratch.Output);
        Assert.Contains(message, _scratch.Error, StringComparison.Ordinal);
        Assert.Contains("--help`.\n", _scratch.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_on_a_program_lists_its_parameters_with_their_documentation()
    {
        using var scratch = new Scratch();
        scratch.Program("mine.flow", "/// the stiffness\nparam k = 1/2\nparam chi = 3.0 in [0, 20]\n");
        var program = scratch.Program("a.flow", "open \"mine.flow\"\nparam chi = 1   /// strength of\n");
        Assert.Equal(0, scratch.Flowc("run", "--help", program));
        Assert.EndsWith($"Parameters of {program}, for --set:\n  chi = 1  strength of\n  k = 1/2  the stiffness\n", scratch.Output, StringComparison.Ordinal);
        Assert.Equal(0, scratch.Flowc("run", "--help", scratch.Program("b.flow", "let a = 1")));
        Assert.EndsWith("b.flow has no parameters\n", scratch.Output, StringComparison.Ordinal);
        Assert.Equal(5, scratch.Flowc("run", "--help", scratch.At("nowhere.flow")));
    }

    [Fact]
    public void Nothing_at_all_shows_the_help_on_the_error_stream()
    {
        Assert.Equal(2, _scratch.Flowc());
        Assert.Equal("", _scratch.Output);
        Assert.Contains("Usage:", _scratch.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_has_a_help_page_with_an_example_of_itself()
    {
        var session = new Session(() => new FakeEngine(), Terminal.OfProcess(), () => default);
        var names = CommandCatalog.All(session).Select(command => command.Name).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        foreach (var name in names)
        {
            Assert.Equal(0, _scratch.Flowc(name, "-h"));
            var example = _scratch.Output[_scratch.Output.IndexOf("Examples:", StringComparison.Ordinal)..];
            Assert.Contains($"  flowc {name} ", example, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Version_is_one_line()
    {
        Assert.Equal(0, _scratch.Flowc("--version"));
        Assert.Matches(@"^\d+\.\d+\.\d+\s$", _scratch.Output);
    }

    [Theory]
    [InlineData(false, false, "auto", false)]
    [InlineData(true, false, "auto", true)]
    [InlineData(true, true, "auto", false)]
    [InlineData(true, true, "always", true)]
    [InlineData(false, false, "always", true)]
    [InlineData(true, false, "never", false)]
    public void Colour_is_for_terminals_unless_told_otherwise(bool terminal, bool noColor, string choice, bool coloured)
    {
        _scratch.OnTerminal = terminal;
        _scratch.NoColor = noColor;
        _scratch.Flowc("check", _scratch.Program("a.flow", "mistake"), "--color", choice);
        Assert.Equal(coloured, _scratch.Error.Contains('\u001b', StringComparison.Ordinal));
    }
}
