using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>Where an axis is marked and what is written there. Culture-free, unlike the library's own ticks.</summary>
internal static class AxisTicks
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Round numbers, 1, 2 or 5 times a power of ten apart.</summary>
    /// <param name="range">What the axis shows.</param>
    /// <param name="wanted">About how many marks.</param>
    public static NumericManual Linear(AxisRange range, int wanted)
    {
        var ticks = new NumericManual();
        var step = RoundStep(range.Length / wanted);
        // Beyond this the numbers in between are not representable, and the loop would not advance.
        if (!(step > 1e-15 * Math.Max(Math.Abs(range.Low), Math.Abs(range.High))))
            return ticks;
        var size = Math.Max(Math.Abs(range.Low), Math.Abs(range.High));
        var power = size is >= 1e6 or < 1e-3 ? (int)Math.Floor(Math.Log10(size)) : 0;
        var scale = Math.Pow(10, power);
        var decimals = Math.Clamp(power - (int)Math.Floor(Math.Log10(step) + 1e-9), 0, 15);
        for (var k = Math.Ceiling(range.Low / step - 1e-9); k * step <= range.High + 1e-9 * step; k++)
            ticks.AddMajor(k * step, Label(k * step / scale, decimals, power));
        for (var k = Math.Ceiling(2 * range.Low / step - 1e-9); k * step / 2 <= range.High + 1e-9 * step; k++)
            if (k % 2 != 0)
                ticks.AddMinor(k * step / 2);
        return ticks;
    }

    /// <summary>Powers of ten, with the multiples between them as small marks.</summary>
    /// <param name="range">What the axis shows, in powers of ten.</param>
    /// <param name="wanted">At most about how many labels.</param>
    public static NumericManual Decades(AxisRange range, int wanted)
    {
        var ticks = new NumericManual();
        var every = Math.Max(1, (int)Math.Ceiling(range.Length / wanted));
        // Less than two decades hold too few powers of ten to read a value off: 2 and 5 are labelled as well.
        var few = range.Length < 2;
        for (var power = Math.Floor(range.Low); power <= Math.Ceiling(range.High); power++)
        {
            if (Shown(power) && power % every == 0)
                ticks.AddMajor(power, few ? Plain(1, (int)power) : "10" + Raised((int)power));
            else if (Shown(power))
                ticks.AddMinor(power);
            for (var digit = 2; digit <= 9 && every == 1; digit++)
            {
                var at = power + Math.Log10(digit);
                if (!Shown(at))
                    continue;
                if (few && digit is (2 or 5))
                    ticks.AddMajor(at, Plain(digit, (int)power));
                else
                    ticks.AddMinor(at);
            }
        }
        return ticks;

        bool Shown(double at) => at >= range.Low - 1e-9 && at <= range.High + 1e-9;
    }

    /// <summary>The labelled marks of an axis, for whoever draws them without the library.</summary>
    /// <param name="ticks">From <see cref="Linear"/> or <see cref="Decades"/>.</param>
    /// <param name="range">What the axis shows.</param>
    public static Tick[] Labelled(NumericManual ticks, AxisRange range)
    {
        using var paint = Paint.NewDisposablePaint();
        ticks.Regenerate(new CoordinateRange(range.Low, range.High).Expanded(range.High + 1e-9 * range.Length).Expanded(range.Low - 1e-9 * range.Length), Edge.Left, new PixelLength(1), paint, new LabelStyle());
        return [.. ticks.Ticks.Where(t => t.IsMajor)];
    }

    private static double RoundStep(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return (least / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }

    private static string Label(double mantissa, int decimals, int power)
    {
        var rounded = Math.Round(mantissa, decimals);
        var digits = Math.Abs(rounded).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var sign = rounded < 0 ? "−" : "";
        return power == 0 || rounded == 0 ? sign + digits : $"{sign}{digits}·10{Raised(power)}";
    }

    /// <summary>A digit times a power of ten, as a plain number where that is short.</summary>
    private static string Plain(int digit, int power) => power switch
    {
        < -3 or > 3 => $"{digit}·10{Raised(power)}",
        < 0 => "0." + new string('0', -power - 1) + digit.ToString(CultureInfo.InvariantCulture),
        _ => digit.ToString(CultureInfo.InvariantCulture) + new string('0', power),
    };

    private static string Raised(int power)
    {
        var digits = string.Concat(Math.Abs(power).ToString(CultureInfo.InvariantCulture).Select(c => Superscripts[c - '0']));
        return power < 0 ? "⁻" + digits : digits;
    }
}
