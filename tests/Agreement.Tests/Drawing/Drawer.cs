namespace Flows.Agreement.Tests.Drawing;

/// <summary>
/// Draws programs that are well posed, smooth and resolved: energies with coefficients of one order, states of moderate size that begin with one or two waves
/// and satisfy their conditions, and an end at which diffusion has moved a wave by about its own size.
/// </summary>
internal static class Drawer
{
    /// <summary>The program of a number.</summary>
    public static Draw Of(ulong seed)
    {
        var dice = new Dice(seed);
        var dimension = dice.OneIn(4) ? 2 : 1;
        return dice.Below(20) switch
        {
            0 or 1 or 2 or 3 or 4 => FieldDraws.Descending(seed, dice, dimension),
            5 or 6 => FieldDraws.Conserving(seed, dice, dimension),
            7 => FieldDraws.Plate(seed, dice),
            8 => FieldDraws.Terms(seed, dice, dimension),
            9 or 10 => PairDraws.Fields(seed, dice, dimension),
            11 => PairDraws.Attracted(seed, dice, dimension),
            12 => PairDraws.Densities(seed, dice, dimension),
            13 => PairDraws.Waves(seed, dice, dimension),
            14 => DensityDraws.Open(seed, dice),
            _ => DensityDraws.Moving(seed, dice, dimension),
        };
    }

    /// <summary>One or two axes.</summary>
    public static Seq<DrawnAxis> Axes(Dice dice, int dimension) => [.. Enumerable.Range(0, dimension).Select(_ =>
    {
        var (low, length) = (dice.Of(0.0, 0, -1, 0.5), dice.Of(1.0, 2));
        return new DrawnAxis(low, low + length, dice.OneIn(3));
    })];

    /// <summary>The names of the coordinates.</summary>
    public static string[] Coordinates { get; } = ["x", "y"];

    /// <summary>The names of an axis's sides.</summary>
    public static string Side(int axis, bool isUpper) => (axis, isUpper) switch { (0, false) => "left", (0, true) => "right", (1, false) => "bottom", _ => "top" };

    /// <summary>The conditions of sides as text.</summary>
    public static Seq<string> Conditions(string state, DrawnSide[] sides) => [.. sides.Select((side, i) => (side.Kind, Now: Starts.Number(side.Now), side.Later) switch
    {
        ("noflux", _, _) => $"noflux on {Side(i / 2, i % 2 == 1)}",
        ("value", var now, var later) => $"{state} = {now}{(later.Length > 0 ? $" + {later}" : "")} on {Side(i / 2, i % 2 == 1)}",
        ("slope", var now, var later) => $"{state}' = {now}{(later.Length > 0 ? $" + {later}" : "")} on {Side(i / 2, i % 2 == 1)}",
        _ => "",
    }).Where(t => t.Length > 0)];

    /// <summary>Two waves on a level, satisfying conditions of an axis or, of two axes, products of waves.</summary>
    public static string Start(Dice dice, Seq<DrawnAxis> axes, DrawnSide[] sides, double level, double size)
    {
        var isHeld = sides.Any(s => s.Kind == "value");
        string[] lifts = [.. axes.Select((a, i) => Starts.Lift(a, Coordinates[i], sides[2 * i], sides[2 * i + 1])).Where(l => l != "0")];
        string Product(int mode) => string.Join("*", axes.Select((a, i) => Starts.Wave(a, Coordinates[i], sides[2 * i], sides[2 * i + 1], mode, dice.OneIn(2))));
        var first = $"{dice.Signed(size / 2, size)}*{Product(1)}";
        var second = dice.OneIn(2) ? $" + {dice.Signed(size / 6, size / 3)}*{Product(2)}" : "";
        return string.Join(" + ", [.. isHeld ? Array.Empty<string>() : [Starts.Number(level)], .. lifts, first + second]);
    }

    /// <summary>What runs from 0 to π along an axis, to 2π around a circle.</summary>
    public static string Phase(DrawnAxis axis, int i) =>
        $"{(axis.IsPeriodic ? 2 : 1)}*pi*({Coordinates[i]} - {Starts.Number(axis.Low)})/{Starts.Number(axis.High - axis.Low)}";

    /// <summary>A smooth function of the coordinates between 1 − size and 1 + size whose normal derivatives vanish on all sides.</summary>
    public static string Coefficient(Dice dice, Seq<DrawnAxis> axes, double size)
    {
        var i = dice.Below(axes.Count);
        return $"(1 + {dice.Signed(size / 2, size)}*cos({Phase(axes[i], i)}))";
    }
}
