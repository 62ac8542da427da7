using System.Globalization;
using System.Text.Json;
using Flows.Runtime.Outputs;
using Flows.Runtime.Results;

namespace Flows.Runtime.Tests.Outputs;

public sealed class TableOutputTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_csv_is_the_same_in_every_culture()
    {
        Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
        new CsvOutput().Write(Scratch.Result, _scratch.Folder);
        Assert.Equal(
            "t,dt,F,\"W2(rho, \"\"s\"\")\"\r\n0,,0.1,inf\r\n1,0.3333333333333333,1E-300,-2.5\r\n",
            File.ReadAllText(_scratch.At("observables.csv")));
    }

    [Fact]
    public void The_csv_brings_back_every_double()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 1000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64())).Where(double.IsFinite).ToList();
        var table = new Series(["t"]);
        values.ForEach(value => table.Add([value]));
        new CsvOutput().Write(Scratch.Result with { Series = table }, _scratch.Folder);
        var read = File.ReadAllLines(_scratch.At("observables.csv")).Skip(1).Select(line => double.Parse(line, CultureInfo.InvariantCulture));
        Assert.Equal(values, read);
    }

    [Fact]
    public void The_summary_holds_what_the_command_line_page_promises()
    {
        new SummaryOutput("abc").Write(Scratch.Result, _scratch.Folder);
        using var document = JsonDocument.Parse(File.ReadAllText(_scratch.At("summary.json")));
        var root = document.RootElement;
        Assert.Equal("heat", root.GetProperty("program").GetString());
        Assert.Equal("abc", root.GetProperty("sha256").GetString());
        Assert.Equal(0.1, root.GetProperty("parameters").GetProperty("mu").GetDouble());
        Assert.Equal(100, root.GetProperty("cells")[0].GetInt32());
        Assert.Equal(2, root.GetProperty("rejected").GetInt32());
        Assert.Equal(0.5, root.GetProperty("wallSeconds").GetDouble());
        Assert.Equal(1e-300, root.GetProperty("observables").GetProperty("F").GetProperty("min").GetDouble());
        Assert.Equal(0.1, root.GetProperty("observables").GetProperty("F").GetProperty("initial").GetDouble());
        Assert.Equal(2.5, root.GetProperty("ledger").GetProperty("start").GetDouble());
        var expectation = root.GetProperty("expectations")[0];
        Assert.False(expectation.GetProperty("passed").GetBoolean());
        Assert.Equal(1.5, expectation.GetProperty("measured").GetDouble());
        Assert.Equal("no rise", expectation.GetProperty("wanted").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("timeError").GetProperty("bound").ValueKind);
    }

    [Fact]
    public void Outputs_have_distinct_names_in_alphabetical_order()
    {
        var names = OutputCatalog.All().Select(output => output.Name).ToList();
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void The_catalog_holds_every_output()
    {
        var written = typeof(IOutput).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IOutput)) && !type.IsInterface);
        Assert.Equal(
            written.Select(type => type.Name).Order(StringComparer.Ordinal),
            OutputCatalog.All().Select(output => output.GetType().Name).Order(StringComparer.Ordinal));
    }
}
