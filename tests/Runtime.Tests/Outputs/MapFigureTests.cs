using System.Diagnostics;
using System.Xml.Linq;
using Flows.Runtime.Outputs;
using Flows.Runtime.Outputs.Figures;
using Flows.Runtime.Results;
using SkiaSharp;

namespace Flows.Runtime.Tests.Outputs;

public sealed class MapFigureTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Panels_share_scales_have_labels_and_a_bar()
    {
        Draw(Figure(true, Map("t = 0", 16, 32, 1, 2, (x, y) => x + y), Map("t = 1", 16, 32, 1, 2, (_, _) => 3)));
        var words = Words();
        Assert.Contains("t = 0", words);
        Assert.Contains("t = 1", words);
        Assert.Contains("x", words);
        Assert.Contains("y", words);
        // On the bar and on no axis: the largest value.
        Assert.Contains("3.0", words);
        Assert.DoesNotContain(words, word => word.Contains(','));
        // The words are outlines, the fields are pictures.
        var svg = XElement.Load(_scratch.At("u.svg"));
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "text");
        Assert.Contains(svg.Descendants(), e => e.Name.LocalName is "image");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 2)]
    public void A_panel_has_the_shape_of_its_domain(double width, double height)
    {
        for (var count = 1; count <= 6; count++)
        {
            var layout = MapLayout.Of(count, width / height, sharesBar: count % 2 == 0);
            var all = SKRectI.Create(0, 0, layout.Width, layout.Height);
            foreach (var panel in layout.Panels)
            {
                Assert.InRange(panel.Width / (double)panel.Height, width / height * 0.97, width / height * 1.03);
                Assert.True(all.Contains(panel), $"{panel} in {all}");
                Assert.DoesNotContain(layout.Panels, other => other != panel && other.IntersectsWith(panel));
                Assert.DoesNotContain(layout.Bars, bar => bar.IntersectsWith(panel));
            }
        }
    }

    [Fact]
    public void The_first_axis_goes_right_and_the_second_up()
    {
        // Large only in the last cell of the first axis and the first of the second.
        var map = Map("", 2, 2, 1, 1, (x, y) => x > 0.5 && y < 0.5 ? 1 : 0);
        var values = MapRaster.Values(map, ColorScale.Of([map], false), 40, 40);
        Assert.Equal(1, values[39 * 40 + 39]);
        Assert.Equal(0, values[39 * 40]);
        Assert.Equal(0, values[39]);
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(100, 64)]
    [InlineData(200, 301)]
    [InlineData(1000, 777)]
    public void A_picture_keeps_the_mean_of_its_field(int n, int m)
    {
        var map = Map("", n, m, 1, 1, (x, y) => Math.Sin(3 * x) + y * y);
        var values = MapRaster.Values(map, ColorScale.Of([map], false), 200, 200);
        Assert.Equal(map.Values.Average(), values.Average(), 1e-3);
    }

    [Fact]
    public void Fields_of_both_signs_are_light_at_zero_and_of_one_sign_are_not()
    {
        var both = ColorScale.Of([Map("", 4, 4, 1, 1, (x, _) => x < 0.5 ? -1 : 3)], false);
        Assert.True(both.IsDiverging);
        Assert.True(both.ColorOf(0) is { Red: > 240, Green: > 240, Blue: > 240 });
        Assert.True(both.ColorOf(3) is { Red: > 90, Blue: < 60 });
        Assert.Equal((-1, 3), (both.Shown.Low, both.Shown.High));
        Assert.False(ColorScale.Of([Map("", 4, 4, 1, 1, (x, _) => x < 0.5 ? -1e-9 : 3)], false).IsDiverging);
        Assert.Equal(0, ColorScale.Of([Map("", 4, 4, 1, 1, (x, _) => x + 0.001)], false).Shown.Low);
    }

    [Fact]
    public void Lines_of_equal_value_are_drawn_unless_they_cover_the_field()
    {
        var smooth = Map("", 64, 64, 1, 1, (x, y) => Math.Sqrt((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)));
        var scale = ColorScale.Of([smooth], false);
        using var circle = MapContours.Of(MapRaster.Values(smooth, scale, 200, 200), 200, 200, [0.25]);
        Assert.Equal(50, circle!.Bounds.Left, 2f);
        Assert.Equal(150, circle.Bounds.Bottom, 2f);
        var rough = Map("", 64, 64, 1, 1, (x, y) => Math.Sin(1e6 * x * (y + 1)));
        Assert.Null(MapContours.Of(MapRaster.Values(rough, scale, 200, 200), 200, 200, [0]));
    }

    [Fact]
    public void What_cannot_be_drawn_is_left_grey()
    {
        foreach (var scale in new[] { 0, 1e-300, 1, 1e300, double.NaN, double.PositiveInfinity })
            foreach (var log in new[] { false, true })
                Draw(Figure(true, Map("a", 3, 3, 1, 1, (x, _) => x < 0.5 ? scale : -scale), Map("b", 1, 1, 1, 1, (_, _) => scale)) with { LogY = log });
        var holes = Map("", 8, 8, 1, 1, (x, y) => x < 0.2 ? double.NaN : 1 + y);
        Draw(Figure(true, holes));
        using var picture = SKBitmap.Decode(_scratch.At("u.png"));
        var grey = SKColor.Parse("#b9bec4");
        Assert.Contains(Enumerable.Range(0, picture.Width), x => picture.GetPixel(x, picture.Height / 2) == grey);
    }

    [Fact]
    public void Very_many_cells_and_times_are_drawn_at_once()
    {
        var figure = Figure(true, [.. Enumerable.Range(0, 9).Select(k => Map($"t = {k}", 1024, 1024, 1, 1, (x, y) => x * y * k))]);
        Draw(figure);
        var started = Stopwatch.GetTimestamp();
        Draw(figure);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 10);
        Assert.Equal(["t = 0", "t = 8"], Words().Where(w => w is "t = 0" or "t = 8"));
        Assert.Equal(6, Words().Count(w => w.StartsWith("t = ", StringComparison.Ordinal)));
    }

    private static FigureData Figure(bool ordered, params FieldMap[] maps) => new("u", "u over time", "x", "y", false, ordered, []) { Maps = [.. maps] };

    private static FieldMap Map(string label, int n, int m, double width, double height, Func<double, double, double> value) => new(
        label, [.. Enumerable.Range(0, n + 1).Select(i => width * i / n)], [.. Enumerable.Range(0, m + 1).Select(j => height * j / m)],
        [.. Enumerable.Range(0, n * m).Select(k => value(width * (k / m + 0.5) / n, height * (k % m + 0.5) / m))]);

    private void Draw(FigureData figure) => new FigureOutput().Write(Scratch.Result with { Figures = [figure] }, _scratch.Folder);

    private List<string> Words() =>
        [.. XElement.Load(_scratch.At("u.svg")).Descendants().Attributes("aria-label").Select(label => label.Value)];
}
