using Flows.Compiler.Binding;
using Flows.Language;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Planning;

/// <summary>Reads the options of a method against its schema.</summary>
internal static class OptionReader
{
    /// <summary>Whether a method has an option of that name and kind, and of its words the one that is said.</summary>
    public static bool Takes(MethodInfo method, OptionModel given) => method.Options.FirstOrDefault(o => o.Name == given.Name) is { } option
        && (given.Text is { } word ? option.Choices.Contains(word) : option.Choices.Count == 0);

    /// <summary>The options in force; problems go to <paramref name="found"/>.</summary>
    public static MethodOptions Read(MethodInfo method, Seq<OptionModel> written, List<Diagnostic> found)
    {
        var numbers = method.Options.Where(o => o.Choices.Count == 0 && !double.IsNaN(o.Default)).ToDictionary(o => o.Name, o => o.Default);
        var words = method.Options.Where(o => o.Choices.Count > 0).ToDictionary(o => o.Name, o => o.Choices[0]);
        foreach (var given in written)
        {
            var option = method.Options.FirstOrDefault(o => o.Name == given.Name);
            if (option is null)
                found.Add(NameErrors.Unknown("option", given.Name, given.NameSpan, method.Options.Select(o => o.Name)));
            else if (option.Choices.Count > 0 != given.Text is not null)
                found.Add(MethodErrors.WrongKind(option, given.Span));
            else if (given.Text is { } word)
            {
                if (!option.Choices.Contains(word))
                    found.Add(MethodErrors.BadWord(option, word, given.Span));
                else if (option.Lacking.Contains(word))
                    found.Add(NotYet.Runs($"`{method.Name}` with `{option.Name} = \"{word}\"`", given.Span));
                words[option.Name] = word;
            }
            else
            {
                if (!(given.Number >= option.Low && given.Number <= option.High))
                    found.Add(MethodErrors.BadNumber(option, given.Number, given.Span));
                numbers[option.Name] = given.Number;
            }
        }
        return new MethodOptions(numbers, words);
    }
}
