using System.Globalization;

namespace Flows.Agreement.Tests.Drawing;

/// <summary>What a side of an axis asks for.</summary>
/// <param name="Kind">`natural`, `noflux`, `value`, `slope`, `periodic`.</param>
/// <param name="Now">The value, or the outward slope, at t = 0.</param>
/// <param name="Later">What is added to it as time goes on, an expression in t that is 0 at t = 0; empty for nothing.</param>
internal sealed record DrawnSide(string Kind, double Now, string Later)
{
    /// <summary>Whether the state is free there.</summary>
    public bool IsFree => Kind is "natural" or "noflux";

    /// <summary>The slope at the start.</summary>
    public double Slope => Kind == "slope" ? Now : 0;
}

/// <summary>Smooth initial values that satisfy the conditions of two opposite sides, as text in a coordinate.</summary>
internal static class Starts
{
    /// <summary>A function that satisfies the conditions: a polynomial of least degree.</summary>
    public static string Lift(DrawnAxis axis, string x, DrawnSide low, DrawnSide high)
    {
        var (a, b, l) = (Number(axis.Low), Number(axis.High), Number(axis.High - axis.Low));
        return (low.Kind, high.Kind) switch
        {
            ("periodic", _) => "0",
            (not "value", not "value") when low.Slope == 0 && high.Slope == 0 => "0",
            ("value", "value") when low.Now == high.Now => Number(low.Now),
            ("value", _) when high.Slope == 0 => Number(low.Now),
            (_, "value") when low.Slope == 0 => Number(high.Now),
            ("value", "value") => $"{Number(low.Now)} + {Number(high.Now - low.Now)}*({x} - {a})/{l}",
            ("value", _) => $"{Number(low.Now)} + {Number(high.Slope)}*({x} - {a})",
            (_, "value") => $"{Number(high.Now)} + {Number(low.Slope)}*({b} - {x})",
            _ => $"{Number(-low.Slope)}*({x} - {a}) + {Number(low.Slope + high.Slope)}*({x} - {a})^2/(2*{l})",
        };
    }

    /// <summary>A wave that satisfies the conditions with 0 for every value and slope.</summary>
    public static string Wave(DrawnAxis axis, string x, DrawnSide low, DrawnSide high, int mode, bool isShifted)
    {
        var s = $"({x} - {Number(axis.Low)})/{Number(axis.High - axis.Low)}";
        return (low.Kind, high.Kind) switch
        {
            ("periodic", _) => $"{(isShifted ? "sin" : "cos")}({2 * mode}*pi*{s})",
            ("value", "value") => $"sin({mode}*pi*{s})",
            ("value", _) => $"sin({Number(mode - 0.5)}*pi*{s})",
            (_, "value") => $"cos({Number(mode - 0.5)}*pi*{s})",
            _ => $"cos({mode}*pi*{s})",
        };
    }

    /// <summary>A number as it may stand in a sum.</summary>
    public static string Number(double v)
    {
        var text = Math.Round(v, 6).ToString(CultureInfo.InvariantCulture);
        return v < 0 ? $"({text})" : text;
    }
}
