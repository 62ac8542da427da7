using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Sums, products, powers, norms and dot products of reals, vectors and matrices.</summary>
internal sealed class ArithmeticBinder(ExpressionBinder binder)
{
    /// <summary>A chain of + and −, bound term by term and added at once: linear in its length.</summary>
    public Value Sum(ExprSyntax syntax, Scope scope)
    {
        var terms = new List<(ExprSyntax Term, bool Negative, SourceSpan Operator)>();
        Flatten(syntax, false, syntax.Span, terms);
        terms.Reverse();
        var reals = new List<Expr>();
        Expr[]? vector = null;
        MatrixValue? matrix = null;
        var known = true;
        (Value Value, SourceSpan Span)? first = null;
        foreach (var (term, negative, op) in terms)
        {
            var value = binder.AtPoint(binder.Bind(term, scope), term.Span, scope);
            var sign = negative ? -1 : 1;
            if (first is { } f && value.GetType() != f.Value.GetType() && value is RealValue or VectorValue or MatrixValue && f.Value is RealValue or VectorValue or MatrixValue)
            {
                binder.Report(ShapeErrors.CannotCombine("add", op, Shapes.Describe(f.Value), f.Span, Shapes.Describe(value), term.Span, GradientHelp(f.Value, value)));
                return UnknownValue.Instance;
            }
            switch (value)
            {
                case RealValue r:
                    reals.Add(sign * r.Expr);
                    break;
                case VectorValue v when vector is null || vector.Length == v.Components.Count:
                    vector ??= [.. Enumerable.Repeat((Expr)0, v.Components.Count)];
                    for (var i = 0; i < vector.Length; i++)
                        vector[i] += sign * v.Components[i];
                    break;
                case VectorValue v:
                    binder.Report(ShapeErrors.CannotCombine("add", op, $"a vector of {vector!.Length}", terms[0].Term.Span, Shapes.Describe(v), term.Span, null));
                    return UnknownValue.Instance;
                case MatrixValue m when matrix is null || Matrices.AreAlike(matrix, m):
                    matrix = matrix is null ? Matrices.Scaled(sign, m) : Matrices.Sum(matrix, Matrices.Scaled(sign, m));
                    break;
                case MatrixValue m:
                    binder.Report(ShapeErrors.CannotCombine("add", op, Shapes.Describe(matrix!), terms[0].Term.Span, Shapes.Describe(m), term.Span, null));
                    return UnknownValue.Instance;
                default:
                    // Says what is wrong with it, unless that has been said.
                    binder.Real(value, term.Span, scope, "a summand");
                    known = false;
                    break;
            }
            first ??= value is UnknownValue ? null : (value, term.Span);
        }
        return !known ? UnknownValue.Instance
            : vector is not null ? new VectorValue([.. vector])
            : matrix is not null ? matrix
            : new RealValue(Build.Sum([.. reals]));
    }

    private static string? GradientHelp(Value first, Value second) =>
        first is MatrixValue || second is MatrixValue ? "the sum of the squares of its entries is a real: `|hess u|^2`"
        : first is VectorValue || second is VectorValue ? "the squared length of a gradient is a real: `|grad u|^2`" : null;

    private static void Flatten(ExprSyntax syntax, bool negative, SourceSpan op, List<(ExprSyntax, bool, SourceSpan)> reversed)
    {
        while (true)
        {
            switch (syntax)
            {
                case BinarySyntax { Operator: BinaryOperator.Add or BinaryOperator.Subtract } b:
                    var minus = b.Operator == BinaryOperator.Subtract;
                    if (b.Right is NegateSyntax)
                        Flatten(b.Right, negative ^ minus, b.OperatorSpan, reversed);
                    else
                        reversed.Add((b.Right, negative ^ minus, b.OperatorSpan));
                    op = b.OperatorSpan;
                    syntax = b.Left;
                    continue;
                case NegateSyntax n:
                    negative = !negative;
                    syntax = n.Operand;
                    if (syntax is BinarySyntax { Operator: BinaryOperator.Add or BinaryOperator.Subtract })
                        break;
                    continue;
            }
            reversed.Add((syntax, negative, op));
            return;
        }
    }

    /// <summary>A chain of * and /, bound factor by factor and multiplied at once.</summary>
    public Value Product(ExprSyntax syntax, Scope scope)
    {
        var factors = new List<(ExprSyntax Factor, bool Inverse, SourceSpan Operator)>();
        while (syntax is BinarySyntax { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } b)
        {
            factors.Add((b.Right, b.Operator == BinaryOperator.Divide, b.OperatorSpan));
            syntax = b.Left;
        }
        factors.Add((syntax, false, syntax.Span));
        factors.Reverse();
        var reals = new List<Expr>();
        // The vectors and matrices so far, multiplied from the left.
        Value? product = null;
        var productSpan = syntax.Span;
        var known = true;
        foreach (var (factor, inverse, op) in factors)
        {
            var value = binder.AtPoint(binder.Bind(factor, scope), factor.Span, scope);
            switch (value)
            {
                case RealValue r when inverse && Constants.IsZero(r.Expr):
                    binder.Report(ShapeErrors.DivisionByZero(binder.Declarations.Source.Slice(factor.Span), factor.Span));
                    known = false;
                    break;
                case RealValue r:
                    reals.Add(inverse ? Build.Power(r.Expr, -1) : r.Expr);
                    break;
                case VectorValue or MatrixValue when product is null && !inverse:
                    (product, productSpan) = (value, factor.Span);
                    break;
                case VectorValue or MatrixValue when !inverse && Matrices.Product(product!, value) is { } multiplied:
                    (product, productSpan) = (multiplied, productSpan.To(factor.Span));
                    break;
                case VectorValue or MatrixValue:
                    binder.Report(ShapeErrors.CannotCombine(inverse ? "divide" : "multiply", op, product is null ? "a real" : Shapes.Describe(product), productSpan,
                        Shapes.Describe(value), factor.Span, inverse ? null : ProductHelp(product!, value)));
                    return UnknownValue.Instance;
                default:
                    binder.Real(value, factor.Span, scope, "a factor");
                    known = false;
                    break;
            }
        }
        if (!known)
            return UnknownValue.Instance;
        var scale = Build.Product([.. reals]);
        return product switch
        {
            VectorValue v => new VectorValue([.. v.Components.Select(c => scale * c)]),
            MatrixValue m => Matrices.Scaled(scale, m),
            _ => new RealValue(scale),
        };
    }

    private static string? ProductHelp(Value left, Value right) => (left, right) switch
    {
        (VectorValue, VectorValue) => "the dot product is `a · b` or `dot(a, b)`",
        (VectorValue v, MatrixValue m) when v.Components.Count == m.Columns => "a matrix stands to the left of its vector: `M*v`",
        _ => null,
    };

    /// <summary>base ^ exponent, of reals.</summary>
    public Value Power(BinarySyntax b, Scope scope)
    {
        if (b.Left is ApplySyntax { Function: NameSyntax { Name: var f }, Arguments: [NameSyntax] } && FunctionCatalog.Find(f) is not null && f is "log" or "log10")
            binder.Report(EnergyErrors.SpreadLog(f, binder.Declarations.Source.Slice(((ApplySyntax)b.Left).Arguments[0].Span), binder.Declarations.Source.Slice(b.Right.Span), b.Span));
        var value = binder.AtPoint(binder.Bind(b.Left, scope), b.Left.Span, scope);
        if (value is VectorValue or MatrixValue && b.Right is NumberSyntax { Text: "2" })
        {
            var text = binder.Declarations.Source.Slice((b.Left is ParenthesisSyntax p ? p.Inner : b.Left).Span);
            binder.Report(ShapeErrors.NeedsReal(Shapes.Describe(value), b.Left.Span, "the base of a power").Help($"{(value is MatrixValue ? "the sum of the squares of the entries" : "the squared length of a vector")}: `|{text}|^2`"));
            return UnknownValue.Instance;
        }
        var left = binder.Real(value, b.Left.Span, scope, "the base of a power");
        var right = binder.Real(b.Right, scope, "an exponent");
        return left is null || right is null ? UnknownValue.Instance : new RealValue(Build.Power(left, right));
    }

    /// <summary>|e|: absolute value of a real, length of a vector, Frobenius norm of a matrix.</summary>
    public Value Norm(Value value, NormSyntax syntax, Scope scope)
    {
        switch (binder.AtPoint(value, syntax.Inner.Span, scope))
        {
            case RealValue r:
                return new RealValue(Build.Apply(FunctionCatalog.Find("abs")!, [r.Expr]));
            case VectorValue v:
                return Length(v.Components);
            case MatrixValue m:
                return Length(m.Entries);
            case var other:
                binder.Real(other, syntax.Inner.Span, scope, "what stands between bars");
                return UnknownValue.Instance;
        }
    }

    private static RealValue Length(IEnumerable<Expr> entries) => new(Build.Sqrt(Build.Sum([.. entries.Select(c => Build.Power(c, 2))])));

    /// <summary>a · b: of two vectors, or entry by entry of two matrices.</summary>
    public Value Dot(Value left, SourceSpan leftSpan, Value right, SourceSpan rightSpan, SourceSpan at, Scope scope)
    {
        (left, right) = (binder.AtPoint(left, leftSpan, scope), binder.AtPoint(right, rightSpan, scope));
        switch (left, right)
        {
            case (RealValue a, RealValue b):
                return new RealValue(a.Expr * b.Expr);
            case (VectorValue a, VectorValue b) when a.Components.Count == b.Components.Count:
                return new RealValue(Build.Sum([.. a.Components.Zip(b.Components, (x, y) => x * y)]));
            case (MatrixValue a, MatrixValue b) when Matrices.AreAlike(a, b):
                return new RealValue(Build.Sum([.. a.Entries.Zip(b.Entries, (x, y) => x * y)]));
            case (UnknownValue, _) or (_, UnknownValue):
                return UnknownValue.Instance;
            default:
                binder.Report(ShapeErrors.CannotCombine("take the dot product of", at, Shapes.Describe(left), leftSpan, Shapes.Describe(right), rightSpan, null));
                return UnknownValue.Instance;
        }
    }
}
