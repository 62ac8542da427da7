using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Runtime.Results;

namespace Flows.Runtime.Outputs;

/// <summary>`summary.json`: what was run, how it went, and what became of every expectation.</summary>
/// <param name="programHash">SHA-256 of the program's bytes in hexadecimal; null leaves it out.</param>
/// <remarks>JSON knows neither NaN nor infinity: both are written as null.</remarks>
public sealed class SummaryOutput(string? programHash = null) : IOutput
{
    private const string FileName = "summary.json";

    /// <inheritdoc/>
    public string Name => "summary";

    /// <inheritdoc/>
    public void Write(RunResult result, string folder) =>
        AtomicFile.Write(Path.Combine(folder, FileName), stream => WriteTo(stream, result, indented: true));

    /// <summary>Writes the summary to a stream, with a line break behind it.</summary>
    /// <param name="stream">Left open.</param>
    /// <param name="result">What the run found.</param>
    /// <param name="indented">On many lines, for people, or on one.</param>
    public void WriteTo(Stream stream, RunResult result, bool indented)
    {
        var options = new JsonWriterOptions
        {
            Indented = indented,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(stream, options))
            WriteSummary(json, result);
        stream.WriteByte((byte)'\n');
    }

    private void WriteSummary(Utf8JsonWriter json, RunResult result)
    {
        json.WriteStartObject();
        json.WriteString("program", result.Program);
        if (programHash is not null)
            json.WriteString("sha256", programHash);
        json.WriteString("status", result.Status switch
        {
            RunStatus.Done => "done",
            RunStatus.Failed => "failed",
            _ => "interrupted",
        });
        WriteParameters(json, result);
        json.WriteString("method", result.Method);
        json.WriteString("scheme", result.Scheme);
        json.WriteStartArray("cells");
        foreach (var cells in result.Cells)
            json.WriteNumberValue(cells);
        json.WriteEndArray();
        WriteStatistics(json, result);
        WriteObservables(json, result.Series);
        WriteExpectations(json, result);
        WriteFailure(json, result.Failure);
        WriteErrorCheck(json, result.ErrorCheck);
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, RunResult result)
    {
        json.WriteStartObject("parameters");
        foreach (var parameter in result.Parameters)
            Number(json, parameter.Name, parameter.Value);
        json.WriteEndObject();
    }

    private static void WriteStatistics(Utf8JsonWriter json, RunResult result)
    {
        var statistics = result.Statistics;
        json.WriteNumber("steps", statistics.Steps);
        json.WriteNumber("rejected", statistics.Rejected);
        json.WriteNumber("newtonIterations", statistics.NewtonIterations);
        Number(json, "endTime", statistics.EndTime);
        Number(json, "wallSeconds", statistics.WallSeconds);
        Number(json, "compileSeconds", statistics.CompileSeconds);
        Number(json, "cellStepsPerSecond", statistics.CellSteps > 0 && statistics.WallSeconds > 0 ? statistics.CellSteps / statistics.WallSeconds : double.NaN);
        json.WriteStartObject("memory");
        json.WriteNumber("bytes", statistics.MemoryBytes);
        json.WriteNumber("arrays", statistics.Arrays);
        json.WriteEndObject();
        json.WriteStartObject("ledger");
        json.WriteString("energy", result.EnergyName);
        Number(json, "start", statistics.EnergyStart);
        Number(json, "end", statistics.EnergyEnd);
        Number(json, "worstRise", statistics.WorstRise);
        json.WriteBoolean("decayPromised", statistics.DecayPromised);
        Number(json, "massDrift", statistics.MassDrift);
        Number(json, "minimum", statistics.Minimum);
        json.WriteEndObject();
        json.WriteStartObject("timeError");
        Number(json, "bound", statistics.TimeErrorBound);
        json.WriteBoolean("certified", statistics.TimeErrorCertified && double.IsFinite(statistics.TimeErrorBound));
        json.WriteEndObject();
    }

    private static void WriteErrorCheck(Utf8JsonWriter json, ErrorCheck? check)
    {
        if (check is null)
            return;
        json.WriteStartObject("errorCheck");
        Refined("time", check.Time);
        Refined("space", check.Space);
        json.WriteStartObject("quantities");
        foreach (var q in check.Quantities)
        {
            json.WriteStartObject(q.Name);
            Number(json, "value", q.Value);
            Number(json, "timeDifference", q.TimeDifference);
            Number(json, "timeEstimate", q.TimeEstimate);
            Number(json, "spaceDifference", q.SpaceDifference);
            Number(json, "spaceEstimate", q.SpaceEstimate);
            Number(json, "estimate", q.Estimate);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();

        void Refined(string name, RefinedRun run)
        {
            json.WriteStartObject(name);
            json.WriteString("scheme", run.Scheme);
            json.WriteNumber("steps", run.Steps);
            Number(json, "ratio", run.Ratio);
            Number(json, "order", run.Order);
            json.WriteString("failure", run.Failure);
            json.WriteEndObject();
        }
    }

    private static void WriteObservables(Utf8JsonWriter json, Series series)
    {
        json.WriteStartObject("observables");
        for (var column = 2; column < series.Columns.Count; column++)
        {
            var recorded = series.Rows.Select(row => row[column]).Where(value => !double.IsNaN(value)).ToArray();
            json.WriteStartObject(series.Columns[column]);
            Number(json, "initial", recorded.Length > 0 ? recorded[0] : double.NaN);
            Number(json, "final", recorded.Length > 0 ? recorded[^1] : double.NaN);
            Number(json, "min", recorded.Length > 0 ? recorded.Min() : double.NaN);
            Number(json, "max", recorded.Length > 0 ? recorded.Max() : double.NaN);
            if (series.NotFinite.FirstOrDefault(v => v.Name == series.Columns[column]) is { } first)
            {
                json.WriteStartObject("notFinite");
                Number(json, "time", first.Time);
                json.WriteString("is", first.Is);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteExpectations(Utf8JsonWriter json, RunResult result)
    {
        json.WriteStartArray("expectations");
        foreach (var expectation in result.Expectations)
        {
            json.WriteStartObject();
            json.WriteString("text", expectation.Text);
            json.WriteBoolean("passed", expectation.Passed);
            Number(json, "measured", expectation.Measured ?? double.NaN);
            json.WriteString("wanted", expectation.Wanted);
            if (expectation.Note.Length > 0)
                json.WriteString("note", expectation.Note);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteFailure(Utf8JsonWriter json, RunFailure? failure)
    {
        if (failure is null)
            return;
        json.WriteStartObject("failure");
        json.WriteString("code", failure.Code);
        json.WriteString("message", failure.Message);
        Number(json, "time", failure.Time);
        json.WriteNumber("step", failure.Step);
        Number(json, "lastEnergy", failure.LastEnergy);
        if (!double.IsNaN(failure.SavedAt))
        {
            json.WriteStartObject("saved");
            json.WriteString("file", StateFile.FileName);
            Number(json, "time", failure.SavedAt);
            json.WriteEndObject();
        }
        json.WriteStartArray("helps");
        foreach (var help in failure.Helps)
            json.WriteStringValue(help);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
