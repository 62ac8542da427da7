using Flows.Language.Parsing;
using Flows.Language.Syntax;
using Flows.Language.Text;
using Flows.Runtime.Results;

namespace Flows.Cli.Tests.Examples;

/// <summary>Every coefficient of every integrand of an example, five per cent larger, breaks an expectation.</summary>
public class MutationTests
{
    public static TheoryData<string, int, string> Mutants
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (string file in Programs.Below("examples"))
            {
                var source = Programs.Read(file);
                var spans = Summands(source);
                for (var k = 0; k < spans.Count; k++)
                    data.Add(file, k, source.Text.Substring(spans[k].Start, spans[k].Length));
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Mutants))]
    public void A_coefficient_five_per_cent_off_is_noticed(string file, int k, string summand)
    {
        var source = Programs.Read(file);
        var span = Summands(source)[k];
        var text = source.Text.Remove(span.Start, span.Length).Insert(span.Start, $"1.05*({summand})");
        var result = Programs.Run(new SourceText(file, text));
        Assert.Equal(RunStatus.Done, result.Status);
        Assert.Contains(result.Expectations, e => !e.Passed);
    }

    // The summands of the integrands of all functionals, in the order of the text.
    private static List<SourceSpan> Summands(SourceText source)
    {
        var found = new List<SourceSpan>();
        foreach (var functional in FlowParser.Parse(source).Value!.Declarations.OfType<FunctionalDecl>())
            Collect(functional.Value, found);
        return [.. found.OrderBy(span => span.Start)];
    }

    private static void Collect(ExprSyntax e, List<SourceSpan> found)
    {
        switch (e)
        {
            case IntSyntax integral:
                Split(integral.Body, found);
                break;
            case BinarySyntax b:
                Collect(b.Left, found);
                Collect(b.Right, found);
                break;
            case NegateSyntax n:
                Collect(n.Operand, found);
                break;
            case ParenthesisSyntax p:
                Collect(p.Inner, found);
                break;
        }
    }

    private static void Split(ExprSyntax e, List<SourceSpan> found)
    {
        switch (e)
        {
            case BinarySyntax { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum:
                Split(sum.Left, found);
                Split(sum.Right, found);
                break;
            case FunSyntax f:
                Split(f.Body, found);
                break;
            default:
                found.Add(e.Span);
                break;
        }
    }
}
