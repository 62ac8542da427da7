using System.CommandLine.Parsing;
using System.Globalization;
using Flows.Language;
using Flows.Runtime.Results;

namespace Flows.Cli.Sources;

/// <summary>Reads numbers of the command line: `2`, `-1e-3`, `1/20`; the decimal separator is a point everywhere.</summary>
internal static class NumberArgument
{
    private const NumberStyles Style = NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite;

    /// <summary>Reads a number or a fraction of two.</summary>
    public static double? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return double.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
        var quotient = Parse(text[..slash]) / Parse(text[(slash + 1)..]);
        return quotient is { } value && double.IsFinite(value) ? value : null;
    }

    /// <summary>Reads the value of an option that takes one number.</summary>
    public static double? Single(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        var number = Parse(text);
        if (number is null)
            result.AddError($"`{text}` is not a number: write 2, 1e-3 or 1/20");
        return number;
    }

    /// <summary>Reads the value of an option that takes one number above zero.</summary>
    public static double? Positive(ArgumentResult result)
    {
        var number = Single(result);
        if (number <= 0)
            result.AddError($"`{result.Tokens[^1].Value}` is not above zero");
        return number;
    }

    /// <summary>Reads the value of an option that takes one count from 1.</summary>
    public static int? Count(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            return count;
        result.AddError($"`{text}` is not a whole number from 1");
        return null;
    }

    /// <summary>Reads a size in bytes: `512M`, `8G`, `1.5GiB`; K, M, G and T are powers of 1024.</summary>
    public static long? Size(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        var digits = text.TrimEnd('i', 'B', 'b');
        var power = digits.Length == 0 ? -1 : "KMGT".IndexOf(char.ToUpperInvariant(digits[^1]), StringComparison.Ordinal) + 1;
        if (power >= 0 && Parse(power > 0 ? digits[..^1] : digits) is { } number && number * Math.Pow(1024, power) is >= 1 and < 9e18 and var size)
            return (long)size;
        result.AddError($"`{text}` is no size: write 512M or 8G");
        return null;
    }

    /// <summary>Reads `name=value`, any number of times.</summary>
    public static Seq<NamedValue> Settings(ArgumentResult result)
    {
        var settings = new List<NamedValue>();
        foreach (var token in result.Tokens)
        {
            var sign = token.Value.IndexOf('=', StringComparison.Ordinal);
            var number = sign > 0 ? Parse(token.Value[(sign + 1)..].Trim()) : null;
            if (number is null)
                result.AddError($"`{token.Value}` is not of the form name=number, like mu=2 or eps=1/20");
            else
                settings.Add(new(token.Value[..sign].Trim(), number.Value));
        }
        return [.. settings];
    }

    /// <summary>Checks `400`, `256*128`, `64*64*64`.</summary>
    public static string Cells(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        var counts = text.Split('*');
        if (counts.Length > 3 || !counts.All(c => int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0))
            result.AddError($"`{text}` is no number of cells: write 400, 256*128 or 64*64*64");
        return text;
    }
}
