using System.Xml.Linq;
using Flows.Runtime.Outputs;
using Flows.Runtime.Results;
using SkiaSharp;

namespace Flows.Runtime.Tests.Outputs;

public sealed class FigureOutputTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_axes_of_a_picture_have_labels()
    {
        using var picture = Draw(Decay(log: false));
        Assert.Equal((1200, 750), (picture.Width, picture.Height));
        // Left of the axis line, under it, above the frame: nothing but text is drawn there.
        AssertInk(picture, new SKRectI(0, 80, 40, 660));
        AssertInk(picture, new SKRectI(100, 690, 1190, 750));
        AssertInk(picture, new SKRectI(300, 0, 900, 60));
    }

    [Fact]
    public void A_logarithmic_axis_has_powers_of_ten()
    {
        using var picture = Draw(Decay(log: true));
        Assert.Contains("10⁻³", Words("gap.svg"));
    }

    [Fact]
    public void Labels_have_a_decimal_point_in_every_culture()
    {
        Draw(Decay(log: false)).Dispose();
        Assert.Contains("0.4", Words("gap.svg"));
        Assert.DoesNotContain(Words("gap.svg"), word => word.Contains(','));
    }

    [Fact]
    public void A_vector_picture_needs_no_font()
    {
        Draw(Decay(log: false)).Dispose();
        var svg = XElement.Load(_scratch.At("gap.svg"));
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "text" or "tspan");
        Assert.DoesNotContain("font", File.ReadAllText(_scratch.At("gap.svg")), StringComparison.Ordinal);
        Assert.All(
            svg.Descendants().Where(element => element.Attribute("aria-label") is { Value: not "" }),
            element => Assert.StartsWith("M", element.Attribute("d")!.Value, StringComparison.Ordinal));
        Assert.Contains("∂ₜρ = Δρ", Words("gap.svg"));
    }

    [Fact]
    public void Every_time_has_its_colour_and_its_line_in_the_legend()
    {
        double[] edges = [0, 0.1, 0.11, 0.9, 1];
        Curve At(int time) => new($"t = {time}", edges, [time, 1, 2, time], CurveStyle.Steps);
        Draw(new("rho", "states", "x", "ρ", false, true, [At(0), At(1), At(2)])).Dispose();
        Assert.Equal(["t = 0", "t = 1", "t = 2"], Words("rho.svg").Where(word => word.StartsWith("t =", StringComparison.Ordinal)));
        // One stroke for the curve and one for the legend.
        var strokes = XElement.Load(_scratch.At("rho.svg")).Descendants().Select(e => e.Attribute("stroke")?.Value).ToList();
        Assert.Equal(3, strokes.GroupBy(s => s).Count(g => g.Count() == 2 && g.Key is not null && g.Key != "#E3E6EA"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1.0)]
    public void Values_that_cannot_be_drawn_leave_a_gap(double hole)
    {
        Draw(new("a", "gaps", "t", "a", true, false, [new("a", [0, 1, 2, 3, 4], [1, 2, hole, 3, 4], CurveStyle.Line)])).Dispose();
        Draw(new("b", "nothing", "t", "b", true, false, [new("b", [0, 1], [hole, hole], CurveStyle.Line)])).Dispose();
        Draw(new("c", "empty", "t", "c", false, false, [new("c", [], [], CurveStyle.Line)])).Dispose();
    }

    [Fact]
    public void Extreme_and_constant_values_are_drawn()
    {
        foreach (var scale in new[] { 0, 1e-300, 1e-12, 1, 1e15, 1e300 })
        {
            Draw(new("a", "constant", "t", "a", false, false, [new("a", [0, 1], [scale, scale], CurveStyle.Line)])).Dispose();
            Draw(new("b", "line", "t", "b", false, false, [new("b", [0, scale], [-scale, scale], CurveStyle.Line)])).Dispose();
            Draw(new("c", "shifted", "t", "c", false, false, [new("c", [1, 1 + 1e-13], [scale, scale * (1 + 1e-13)], CurveStyle.Line)])).Dispose();
        }
    }

    [Fact]
    public void A_long_series_makes_a_small_picture_that_keeps_its_peaks()
    {
        var t = Enumerable.Range(0, 200_000).Select(i => i * 1e-3).ToArray();
        var y = t.Select(x => x == 100 ? 1 : 0.0).ToArray();
        using var picture = Draw(new("gap", "peak", "t", "gap", false, false, [new("gap", t, y, CurveStyle.Line)]));
        Assert.InRange(new FileInfo(_scratch.At("gap.svg")).Length, 1, 200_000);
        AssertInk(picture, new SKRectI(550, 150, 750, 160));
    }

    private static FigureData Decay(bool log)
    {
        var t = Enumerable.Range(0, 101).Select(i => 0.1 * i).ToArray();
        return new("gap", "∂ₜρ = Δρ", "t", "gap", log, false, [new("gap", t, [.. t.Select(x => Math.Exp(-x))], CurveStyle.Line)]);
    }

    private static void AssertInk(SKBitmap picture, SKRectI area)
    {
        for (var x = area.Left; x < area.Right; x++)
            for (var y = area.Top; y < area.Bottom; y++)
                if (picture.GetPixel(x, y) is { Red: < 100, Green: < 120 })
                    return;
        Assert.Fail($"nothing dark in {area}");
    }

    private SKBitmap Draw(FigureData figure)
    {
        new FigureOutput().Write(Scratch.Result with { Figures = [figure] }, _scratch.Folder);
        return SKBitmap.Decode(_scratch.At(figure.FileName + ".png"));
    }

    private List<string> Words(string file) =>
        [.. XElement.Load(_scratch.At(file)).Descendants().Attributes("aria-label").Select(label => label.Value)];
}
